#!/bin/sh
# Rampart's collector: runs the audit tools that are installed on this host and packs what they say.
#
# It changes nothing on the host. It writes its archive into the current folder and works in a private temporary
# folder that it removes again, also when it is interrupted. The tools are only asked to look; a few of them keep a
# log or a cache of their own, as whenever somebody runs them: dnf and zypper refresh their lists, lynis those of apt,
# apt-show-versions has a cache, and aide writes the log that its configuration names.
#
# POSIX sh with coreutils, sed, grep, awk, find, tar and gzip; curl or wget for the upload alone. Reading it first is a
# good idea.

set -u
export LC_ALL=C
unset LANGUAGE
usual_umask=$(umask)
umask 077

# cron and su leave out the folders of root's tools. A path without /usr/bin was chosen by someone and stays.
case :$PATH: in *:/usr/bin:*) PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin ;; esac

TASKS="lynis packages dpkg-log apt-list apt-simulate apt-sources apt-policy apt-policy-packages apt-holds apt-forktracer
aptitude-obsolete apt-show-versions debsecan dpkg-verify debsums dnf-check-update dnf-updateinfo dnf-repolist dnf-extras
rpm-verify zypper-updates zypper-patches needrestart checkrestart systemd-units systemd-security auditctl-status auditctl-rules
aureport aureport-anomalies aide package-files rkhunter chkrootkit unhide checksec-kernel checksec-processes
checksec-programs kernel-hardening-checker oscap clamscan tiger"

usage() {
  cat <<END
Usage: sh collect.sh [options]     (as root: an ordinary user sees less)

Runs the audit tools that are installed here and packs their output into <host>-<time>.tar.gz.

  --full                also what takes long: rkhunter, checksec-programs, oscap, clamscan, tiger
  --only a,b            only these tasks, also if they take long
  --skip a,b            all but these tasks
  --no-lynis            do not run lynis; take its last report if it is not older than a day
  --oscap-profile NAME  run oscap with this profile, also without --full
  --timeout SECONDS     for each command (1800, with --full 14400; 0: no limit)
  --list                say what would run, and run nothing
  --host NAME           what to call this host (uname -n)
  --out FOLDER          where the archive goes (the current folder)

  --url https://...     upload the archive to this Rampart and remove it, if that went well
  --token-file FILE     the first line is the API token; else the variable RAMPART_TOKEN holds it
  --ca FILE             trust the certificates in this file
  --insecure-http       allow http:// to another host: the token and the reports can be read on the way
  --keep                keep the archive after the upload

Tasks:
$(printf '%s\n' "$TASKS" | sed 's/^/  /')

Exit codes: 0 done; 1 nothing was collected or packed; 2 wrong use; 3 the upload failed and the archive is kept;
129, 130 or 143 interrupted.
END
}

say() { printf 'rampart: %s\n' "$*" >&2; }
fail() {
  say "$2"
  exit "$1"
}
has() { command -v "$1" >/dev/null 2>&1; }
within() { case ",$2," in *",$1,"*) true ;; *) false ;; esac }
now() { date -u +%Y-%m-%dT%H:%M:%SZ; }
# A value of the manifest stays within its line and its column.
clean() { printf '%s' "$1" | tr '\t\r\n' '   '; }

# --- options ---------------------------------------------------------------------------------------------------------

full='' only='' skip='' no_lynis='' oscap_profile='' limit='' list='' host='' out=.
url='' token_file='' ca='' insecure='' keep=''
# The tools need not know the token.
token=${RAMPART_TOKEN:-}
unset RAMPART_TOKEN

options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --help | -h) usage && exit 0 ;;
      --full) full=yes ;;
      --no-lynis) no_lynis=yes ;;
      --list) list=yes ;;
      --insecure-http) insecure=yes ;;
      --keep) keep=yes ;;
      --only) only=$only,${2:-} ;;
      --skip) skip=$skip,${2:-} ;;
      --oscap-profile) oscap_profile=${2:-} ;;
      --timeout) limit=${2:-} ;;
      --host) host=${2:-} ;;
      --out) out=${2:-} ;;
      --url) url=${2:-} ;;
      --token-file) token_file=${2:-} ;;
      --ca) ca=${2:-} ;;
      *) fail 2 "unknown option: $1; see --help" ;;
    esac
    case $1 in
      --full | --no-lynis | --list | --insecure-http | --keep) ;;
      *)
        [ -n "${2:-}" ] || fail 2 "$1 needs a value; see --help"
        shift
        ;;
    esac
    shift
  done
}

check_options() {
  for one in $(printf '%s' "$only$skip" | tr ',' ' '); do
    within "$one" "$(printf '%s' "$TASKS" | tr ' \n' ',,')" || fail 2 "unknown task: $one; see --help"
  done
  [ -n "$limit" ] || limit=${full:+14400}
  [ -n "$limit" ] || limit=1800
  case $limit in *[!0-9]*) fail 2 "--timeout is a number of seconds, not $limit" ;; esac
  [ -d "$out" ] || fail 2 "$out is no folder"
  [ -w "$out" ] || fail 2 "$out cannot be written to"
  [ -z "$url" ] || check_upload
}

# Asked before anything runs: nobody wants to hear it half an hour later.
check_upload() {
  url=${url%/}
  [ -z "$(printf '%s' "$url" | tr -d '][A-Za-z0-9._~:/%-')" ] || fail 2 "this is no plain address: $url"
  case $url in
    https://?*) ;;
    http://?*) [ -n "$insecure" ] || loopback || fail 2 "http:// shows the token to others: use https://" ;;
    *) fail 2 "this is no address with https://: $url" ;;
  esac
  if [ -n "$token_file" ]; then
    case $(ls -ld "$token_file" 2>/dev/null) in ???????r*) say "others can read $token_file: chmod 600 it" ;; esac
    token=$(head -n 1 "$token_file" 2>/dev/null) || fail 2 "$token_file cannot be read"
  fi
  case $token in
    '') fail 2 "no token: put it into the variable RAMPART_TOKEN or use --token-file" ;;
    *[!A-Za-z0-9._~+/=-]*) fail 2 "the token holds characters that no token has" ;;
  esac
  [ -z "$ca" ] || [ -r "$ca" ] || fail 2 "$ca cannot be read"
  has curl || gnu_wget || fail 2 "neither curl nor GNU wget is installed"
}

loopback() {
  place=${url#http://} && place=${place%%/*}
  case $place in '[::1]' | '[::1]:'*) return 0 ;; esac
  place=${place%:*}
  case $place in localhost) true ;; *[!0-9.]*) false ;; 127.*) true ;; *) false ;; esac
}

gnu_wget() { wget --version 2>/dev/null | grep -q '^GNU Wget'; }

# --- the temporary folder, and what happens on an interrupt ----------------------------------------------------------

work='' unfinished='' child=''

leave() {
  trap '' HUP INT TERM
  if [ -n "$child" ]; then
    kill "$child" 2>/dev/null
    wait "$child" 2>/dev/null
  fi
  [ -z "$work" ] || rm -rf "$work"
  [ -z "$unfinished" ] || rm -f "$unfinished"
}

enter() {
  trap leave EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  work=$(mktemp -d "${TMPDIR:-/tmp}/rampart.XXXXXX") || fail 1 "no temporary folder can be made"
  # The scratch files of tools belong there as well.
  export TMPDIR="$work"
  folder=$work/$label
  mkdir "$folder" || fail 1 "$folder cannot be made"
  # apt then makes its index in memory, writes no log of its plan, and waits for no lock that it does not need.
  printf '%s;\n' 'Dir::Cache::pkgcache ""' 'Dir::Cache::srcpkgcache ""' 'Dir::Log::Planner "/dev/null"' \
    'Debug::NoLocking "true"' >"$work/apt.conf"
  export APT_CONFIG="$work/apt.conf"
}

# --- the host --------------------------------------------------------------------------------------------------------

os() { sed -n "s/^$1=//p" /etc/os-release 2>/dev/null | head -n 1 | tr -d "\"'"; }

look_at_host() {
  [ -n "$host" ] || host=$(uname -n)
  # Begins and ends with a letter or a number, so that it is a folder and a name of a host.
  label=$(printf '%s' "$host" | tr -c 'A-Za-z0-9._-' '_' | cut -c 1-200 | sed 's/^[^A-Za-z0-9]*//; s/[^A-Za-z0-9]*$//')
  [ -n "$label" ] || label=host
  case $host in localhost | localhost.*) say "this host calls itself $host: name it with --host" ;; esac
  [ "$(id -u)" = 0 ] && root=yes || root=''
  [ -n "$root" ] || say "this is not root: much stays unseen"
}

begin_manifest() {
  name=$(os NAME)
  {
    printf 'rampart-collector\t1\n'
    printf 'host\t%s\n' "$(clean "$host")"
    printf 'machine-id\t%s\n' "$(clean "$(head -n 1 /etc/machine-id 2>/dev/null)")"
    printf 'os-family\t%s\n' "$(clean "$(uname -s)")"
    printf 'os-name\t%s\n' "$(clean "${name:-$(os ID)}")"
    printf 'os-version\t%s\n' "$(clean "$(os VERSION_ID)")"
    printf 'kernel\t%s\n' "$(clean "$(uname -r)")"
    # The log of dpkg has local times without a zone.
    printf 'utc-offset\t%s\n' "$(date +%z)"
  } >"$folder/rampart-manifest.tsv"
}

# --- running one task ------------------------------------------------------------------------------------------------

absent='' files=0 aide_ran=''

skipped() {
  say "skip  $task: $1"
  false
}

# want TASK TOOL NEED...: sets the task; false, with the reason said, where it is not to run.
want() {
  task=$1 tool=$2
  shift 2
  [ -z "$only" ] || within "$task" "$only" || return 1
  ! within "$task" "$skip" || skipped "--skip" || return 1
  has "$tool" || { absent="$absent $task" && return 1; }
  for need in "$@"; do meets "$need" || return 1; done
}

meets() {
  case $1 in
    root) [ -n "$root" ] || skipped "only root sees this" ;;
    audit-log) [ -r /var/log/audit/audit.log ] || skipped "there is no audit log" ;;
    slow) [ -n "$full" ] || within "$task" "$only" || skipped "takes long; --full runs it" ;;
    systemd) [ "$(systemctl is-system-running 2>/dev/null)" != offline ] || skipped "systemd does not run here" ;;
  esac
}

# run FILE COMMAND...: its standard output becomes the file. run_both: standard error as well, where tools tell there
# what matters. run_own: the command writes the file itself.
run() { kept=$1 && shift && launch "$folder/$kept" "$work/errors" "$@"; }
run_both() { kept=$1 && shift && launch "$folder/$kept" "$folder/$kept" "$@"; }
run_own() { kept=$1 && shift && launch "$work/screen" "$work/errors" "$@"; }

launch() {
  output=$1 errors=$2
  shift 2
  # The temporary folder says nothing to the reader of the manifest.
  shown=$(printf '%s' "$*" | sed "s|$folder/||g; s|$work/||g")
  [ "$output" != "$errors" ] || shown="$shown 2>&1"
  if [ -n "$list" ]; then
    printf '%s\t%s\n' "$task" "$shown"
    return
  fi
  say "run   $task: $shown"
  : >"$work/errors"
  begun=$(date +%s)
  bounded "$@"
  took=$(($(date +%s) - begun))
  # What ends a command does not always say so: timeout -k kills with 137, that of busybox ends with 143.
  if [ "$limit" -gt 0 ] && [ "$took" -ge "$limit" ]; then
    case $code in 137 | 143) code=124 ;; esac
  fi
  # A tool that has nothing but an error to say has said that.
  [ "$code" -eq 0 ] || [ ! -e "$output" ] || [ -s "$output" ] || cat "$work/errors" >"$output"
  [ ! -e "$folder/$kept" ] || record "$code" "$(now)" "$shown"
  told_end
}

# In the background, because a trap waits until a command in the foreground has ended.
bounded() {
  case $stopper in
    kills) set -- timeout -k 10 "$limit" "$@" ;;
    plain) set -- timeout "$limit" "$@" ;;
  esac
  [ -z "$ionice" ] || set -- ionice -c 2 -n 7 "$@"
  ! has nice || set -- nice -n 10 "$@"
  (umask "$usual_umask" && exec "$@") </dev/null >>"$output" 2>>"$errors" &
  child=$!
  wait "$child"
  code=$?
  child=''
}

# Which of the helpers that bound a command this host has; not every timeout knows -k, not every kernel takes ionice.
look_at_helpers() {
  ionice='' stopper=''
  ! ionice -c 2 -n 7 true 2>/dev/null || ionice=yes
  if timeout -k 10 10 true 2>/dev/null; then
    stopper=kills
  elif timeout 10 true 2>/dev/null; then
    stopper=plain
  else
    say "there is no timeout here: a tool that hangs has to be stopped by hand"
  fi
}

told_end() {
  case $code in
    0) say "      done in $took s" ;;
    124) say "      stopped after $took s" ;;
    *) say "      ended with $code after $took s: $(head -n 1 "$work/errors")" ;;
  esac
}

# record EXIT END COMMAND: the line of the manifest for the file in $kept.
record() {
  printf 'file\t%s\t%s\t%s\t%s\n' "$(clean "$kept")" "$1" "$2" "$(clean "$3")" >>"$folder/rampart-manifest.tsv"
  files=$((files + 1))
}

# take_log SOURCE FILE: what a tool has left here itself, if that is of the last day.
take_log() {
  kept=$2
  [ -r "$1" ] || skipped "$1 is not there" || return 1
  written=$(date -r "$1" +%s) && [ $(($(date +%s) - written)) -lt 86400 ] || skipped "$1 is older than a day" || return 1
  if [ -n "$list" ]; then
    printf '%s\tcat %s\n' "$task" "$1"
    return
  fi
  say "take  $task: $1"
  cat "$1" >"$folder/$kept" && record 0 "$(date -u -r "$1" +%Y-%m-%dT%H:%M:%SZ)" "cat $1"
}

# sift COMMAND...: the file becomes what the command makes of it.
sift() {
  [ -f "$folder/$kept" ] || return 0
  "$@" <"$folder/$kept" >"$work/sifted" && mv "$work/sifted" "$folder/$kept"
}

# Passwords in addresses of repositories are nobody's business. One with a slash begins where no port does.
mask() {
  sift sed -e 's,://[^/[:space:]]*@,://***@,g' -e 's,://[^/:[:space:]]*:[0-9]*[^0-9/[:space:]][^[:space:]]*@,://***@,g'
}

# --- the tasks -------------------------------------------------------------------------------------------------------

lynis_report() {
  if [ -z "$no_lynis" ] && has lynis; then
    want lynis lynis &&
      run_own lynis-report.dat lynis audit system --quick --no-colors \
        --logfile "$work/lynis.log" --report-file "$folder/lynis-report.dat"
  else
    want lynis cat && take_log /var/log/lynis-report.dat lynis-report.dat
  fi
}

# Whose packages they are: a Debian with rpm installed has none of rpm's, and an empty answer would look clean.
software() {
  if has_debs; then
    debian
  elif has rpm; then
    redhat_and_suse
  else
    say "skip  the tasks of dpkg and rpm: this host has neither"
  fi
}

has_debs() { [ -n "$(dpkg-query -W 2>/dev/null | head -n 1)" ]; }

debian() {
  want packages dpkg-query && run packages.txt dpkg-query -W \
    -f="\${Package}\t\${Version}\t\${Architecture}\t\${Maintainer}\t\${Origin}\t\${db:Status-Abbrev}\n"
  want dpkg-log grep && dpkg_log
  want apt-list apt && run apt-list.txt apt list --upgradable
  want apt-simulate apt-get && run apt-simulate.txt apt-get -s dist-upgrade
  want apt-sources apt-get && apt_sources
  want apt-policy apt-cache && run apt-policy.txt apt-cache policy && mask
  want apt-policy-packages apt-cache && run apt-policy-packages.txt sh -c \
    "dpkg-query -W -f='\${Package}\\n' | xargs apt-cache policy" && mask
  want apt-holds apt-mark && run apt-holds.txt apt-mark showhold
  want apt-forktracer apt-forktracer && run apt-forktracer.txt apt-forktracer
  want aptitude-obsolete aptitude && run aptitude-obsolete.txt aptitude search '?obsolete'
  want apt-show-versions apt-show-versions && run apt-show-versions.txt apt-show-versions -u
  want debsecan debsecan && debsecan_list
  want dpkg-verify dpkg && run dpkg-verify.txt dpkg --verify
  want debsums debsums && run_both debsums.txt debsums -ca
}

# grep ends with 1 where no package came or went since the logs begin. The file is then empty and says just that: its
# reader takes this code of this command for the good end that it is.
dpkg_log() {
  set --
  for log in /var/log/dpkg.log.1 /var/log/dpkg.log; do
    [ ! -r "$log" ] || set -- "$@" "$log"
  done
  [ -r /var/log/dpkg.log ] || skipped "/var/log/dpkg.log cannot be read" || return 0
  run dpkg-log.txt grep -hE '^[0-9]{4}-[0-9-]+ [0-9:]+ (install|upgrade|remove|purge|disappear) ' "$@"
}

# All as one, so that a source which is gone is seen to be gone; lists of mirrors are no sources.
apt_sources() {
  run apt-sources.txt find /etc/apt -maxdepth 2 -type f '(' -name '*.list' -o -name '*.sources' ')' \
    '!' -path '/etc/apt/mirrors/*' -exec awk 'FNR==1{print ""}1' '{}' +
  mask
}

debsecan_list() {
  suite=$(os VERSION_CODENAME)
  [ "$(os ID)" = debian ] && [ -n "$suite" ] || skipped "it knows the releases of Debian alone" || return 0
  run debsecan.txt debsecan --suite "$suite"
}

redhat_and_suse() {
  dnf=dnf extras=--extras
  has dnf || ! has yum || { dnf=yum && extras=extras; }
  # As rpm -qi asks for it: which kind of signature a package has depends on its age.
  signature='%|DSAHEADER?{%{DSAHEADER:pgpsig}}:{%|RSAHEADER?{%{RSAHEADER:pgpsig}}:{%|SIGGPG?{%{SIGGPG:pgpsig}}'
  signature="$signature"':{%|SIGPGP?{%{SIGPGP:pgpsig}}:{(none)}|}|}|}|'
  want packages rpm && run packages.txt rpm -qa --qf \
    "%{NAME}\t%{EPOCH}\t%{VERSION}\t%{RELEASE}\t%{ARCH}\t%{VENDOR}\t%{INSTALLTIME}\t$signature\n"
  want dnf-check-update $dnf && run dnf-check-update.txt $dnf -q check-update
  want dnf-updateinfo $dnf && run dnf-updateinfo.txt $dnf -q updateinfo list
  want dnf-repolist $dnf && run dnf-repolist.txt $dnf repoinfo && mask
  want dnf-extras $dnf && run dnf-extras.txt $dnf -q list $extras
  want rpm-verify rpm && run rpm-verify.txt rpm -Va
  want zypper-updates zypper && run zypper-updates.txt zypper -n list-updates
  want zypper-patches zypper && run zypper-patches.txt zypper -n list-patches
}

services() {
  want needrestart needrestart root && run needrestart.txt needrestart -b -r l
  want checkrestart checkrestart root && run checkrestart.txt checkrestart
  version=$(systemctl --version 2>/dev/null | sed -n '1s/^systemd \([0-9]*\).*/\1/p')
  units='' security=''
  [ "${version:-0}" -lt 246 ] || units=--output=json
  [ "${version:-0}" -lt 250 ] || security=--json=short
  want systemd-units systemctl systemd &&
    run systemd-units.txt systemctl list-units --failed ${units:+"$units"} --no-pager
  want systemd-security systemd-analyze systemd &&
    run systemd-security.txt systemd-analyze security --no-pager ${security:+"$security"}
}

auditing() {
  want auditctl-status auditctl root && run auditctl-status.txt auditctl -s
  want auditctl-rules auditctl root && run auditctl-rules.txt auditctl -l
  want aureport aureport root audit-log && run aureport.txt aureport
  want aureport-anomalies aureport root audit-log && run aureport-anomalies.txt aureport -n
}

integrity() {
  want aide aide root && aide_check
  want package-files aide root && package_files
  if [ -n "$full" ] || { within rkhunter "$only" && has rkhunter; }; then
    want rkhunter rkhunter root && run_own rkhunter.log \
      rkhunter --check --sk --nocolors --nomow --noappend-log --logfile "$folder/rkhunter.log"
  else
    want rkhunter rkhunter && take_log /var/log/rkhunter.log rkhunter.log
  fi
  want chkrootkit chkrootkit root && run chkrootkit.txt chkrootkit
  want unhide unhide root && run unhide.txt unhide quick reverse
  want clamscan clamscan slow root &&
    run_both clamscan.txt clamscan -r -i '--exclude-dir=^/sys$' '--exclude-dir=^/proc$' '--exclude-dir=^/dev$' /
}

aide_check() {
  [ -s /var/lib/aide/aide.db ] || [ -s /var/lib/aide/aide.db.gz ] || skipped "it has no database yet" || return 1
  for conf in /etc/aide/aide.conf /etc/aide.conf; do
    [ ! -r "$conf" ] || break
  done
  run aide.txt aide --config "$conf" --check
  aide_ran=yes
}

# Which packages the files belong to that aide has just named: their updates may explain what changed.
package_files() {
  [ -n "$aide_ran" ] || skipped "aide did not run" || return 0
  [ -n "$list" ] || aide_paths || skipped "aide names no file" || return 0
  if has_debs; then
    # dpkg -S would take the paths for patterns, and is slow; its lists hold them as they are. What grep does not find
    # ends with 1.
    run package-files.txt find /var/lib/dpkg/info -name '*.list' -exec grep -xHF -f "$work/paths" '{}' +
    sift sed 's,^/var/lib/dpkg/info/\([^/]*\)\.list:/,\1: /,'
  elif has rpm; then
    run package-files.txt rpm -qa --qf '[%{=NAME}: %{FILENAMES}\n]'
    # shellcheck disable=SC2016 # awk's own variables
    sift awk 'NR == FNR { asked[$0]; next } substr($0, index($0, ": /") + 2) in asked' "$work/paths" -
  fi
}

# Both forms of its lines, "f > ... mc..H     : /etc/issue" and "changed: /etc/issue", and those of its JSON, at most
# 5,000. A path with a backslash is left out: that is how a newline is written. What lies below /usr may be known by its name before the two were merged.
aide_paths() {
  sed -n -e '/\\/d' -e 's,^[A-Za-z!?<>=.:+ -]*: \(/.*\)$,\1,p' \
    -e 's,^ *"\(/[^"]*\)": "[A-Za-z!?<>=.:+ -]*"\,\{0\,1\}$,\1,p' "$folder/aide.txt" | sort -u | head -n 5000 \
    >"$work/named"
  sed -n -e p -e 's,^/usr\(/s*bin/\),\1,p' -e 's,^/usr\(/lib[0-9x]*/\),\1,p' "$work/named" >"$work/paths"
  [ -s "$work/paths" ]
}

settings() {
  if has checksec && checksec --help 2>&1 | grep -q -e --proc-all; then
    want checksec-kernel checksec && run checksec-kernel.json checksec --output=json --kernel
    want checksec-processes checksec && run checksec-processes.json checksec --output=json --proc-all
    want checksec-programs checksec slow && run checksec-programs.json checksec --output=json --dir=/usr/sbin
  else
    want checksec-kernel checksec && run checksec-kernel.json checksec kernel -o json
    want checksec-processes checksec && run checksec-processes.json checksec procAll -o json
    want checksec-programs checksec slow && run checksec-programs.json checksec dir /usr/sbin -o json
  fi
  want kernel-hardening-checker kernel-hardening-checker root &&
    run kernel-hardening-checker.json kernel-hardening-checker -a -m json
  oscap_results
  want tiger tiger root slow && tiger_report
}

oscap_results() {
  if [ -n "$oscap_profile" ]; then want oscap oscap root; else want oscap oscap root slow; fi || return 0
  content=$(scap_content) || skipped "no content of the SCAP Security Guide is made for this system" || return 0
  profile=${oscap_profile:-$(scap_profile "$content")}
  [ -n "$profile" ] || skipped "choose a profile of $content by --oscap-profile" || return 0
  run_own oscap.xml oscap xccdf eval --profile "$profile" --results "$folder/oscap.xml" "$content"
}

# The guide names its files by its own names of the systems: debian12, ubuntu2204, rhel9, sle15, fedora.
scap_content() {
  id=$(os ID) release=$(os VERSION_ID | tr -d .) major=$(os VERSION_ID | cut -d . -f 1)
  case $id in centos) id=cs ;; rocky) id=rl ;; sles*) id=sle ;; opensuse*) id=opensuse ;; esac
  for one in "$id$release" "$id$major" "$id"; do
    found=/usr/share/xml/scap/ssg/content/ssg-$one-ds.xml
    [ ! -r "$found" ] || { printf '%s' "$found" && return; }
  done
  false
}

scap_profile() {
  for one in standard cis_server_l1 cis_level1_server cis; do
    ! grep -q "content_profile_$one\"" "$1" || { printf '%s' "$one" && return; }
  done
}

# tiger makes up the name of its report.
tiger_report() {
  mkdir -p "$work/tiger/scratch"
  run_own tiger.txt tiger -q -l "$work/tiger" -w "$work/tiger/scratch"
  for report in "$work"/tiger/security.report.*; do
    [ -f "$report" ] && mv "$report" "$folder/$kept" && record "$code" "$(now)" "$shown"
  done
}

# --- the archive and the upload --------------------------------------------------------------------------------------

pack() {
  [ "$files" -gt 0 ] || fail 1 "nothing was collected"
  archive=${out%/}/$label-$(date -u +%Y%m%dT%H%M%SZ).tar.gz
  # The folder may be /tmp: a link that waits there under this name is not followed.
  (set -C && : >"$archive") 2>/dev/null || fail 1 "$archive is there already, or cannot be made"
  unfinished=$archive
  # In the order in which they were made: a later one may know better.
  { echo rampart-manifest.tsv && grep '^file' "$folder/rampart-manifest.tsv" | cut -f 2; } |
    sed "s,^,$label/," >"$work/names"
  tar -C "$work" -czf "$archive" -T "$work/names" || fail 1 "$archive could not be packed"
  unfinished=''
  say "packed $files files into $archive"
}

# The token goes by standard input or in a private file: everybody can list the arguments of a command.
send() {
  target="$url/api/v1/reports?filename=${archive##*/}"
  answer=$work/answer
  : >"$answer"
  say "sends it to $url"
  if has curl; then send_by_curl; else send_by_wget; fi
  told_answer
  case $status in
    2??) [ -n "$keep" ] || rm -f "$archive" ;;
    *) fail 3 "the upload failed; the archive is kept: $archive" ;;
  esac
}

send_by_curl() {
  set -- --silent --show-error --connect-timeout 30 --max-time 600 --header 'Content-Type: application/gzip' \
    --data-binary "@$archive" --output "$answer" --write-out '%{http_code}' --config - "$target"
  [ -z "$ca" ] || set -- --cacert "$ca" "$@"
  # -q comes first: the settings of ~/.curlrc are for other addresses.
  printf 'header = "Authorization: Bearer %s"\n' "$token" | curl -q "$@" >"$work/status" 2>"$work/errors" &
  child=$!
  wait "$child" || say "curl: $(head -n 1 "$work/errors")"
  child=''
  status=$(cat "$work/status")
}

send_by_wget() {
  printf 'header = Authorization: Bearer %s\n' "$token" >"$work/wgetrc"
  set -- --config="$work/wgetrc" --no-verbose --server-response --content-on-error --max-redirect=0 --tries=1 \
    --timeout=120 --header='Content-Type: application/gzip' --post-file="$archive" --output-document="$answer" "$target"
  [ -z "$ca" ] || set -- --ca-certificate="$ca" "$@"
  wget "$@" 2>"$work/errors" &
  child=$!
  wait "$child"
  child=''
  status=$(sed -n 's,^ *HTTP/[0-9.]* \([0-9]*\).*,\1,p' "$work/errors" | tail -n 1)
  [ -n "$status" ] || say "wget: $(tail -n 1 "$work/errors")"
}

# The answer is JSON: one object for each file. Cut at its braces it is easy for sed.
told_answer() {
  say "answer ${status:-none}, $(wc -c <"$answer" | tr -d ' ') bytes"
  { cat "$answer" && echo; } | tr '{' '\n' | sed -n \
    -e 's/.*"filename":"\([^"]*\)","status":"\([a-z]*\)".*/  \2: \1/p' \
    -e 's/.*"detail":"\([^"]*\)".*/    \1/p' >&2
}

# --- all of it -------------------------------------------------------------------------------------------------------

# A function, so that a script which was cut on its way, or changes while it runs, does nothing by half.
main() {
  options "$@"
  check_options
  look_at_host
  enter
  look_at_helpers
  begin_manifest

  lynis_report
  software
  services
  auditing
  integrity
  settings
  [ -z "$absent" ] || say "not installed:$absent"
  [ -z "$list" ] || exit 0

  pack
  if [ -n "$url" ]; then send; fi
  # The place of the archive is what a script wants to know.
  [ ! -e "$archive" ] || printf '%s\n' "$archive"
}

main "$@"
