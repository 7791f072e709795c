#!/bin/sh
# A script that calls auditing tools is not their report.
lynis audit system --quick
aide --check | mail -s "AIDE" root
clamscan -r /home
