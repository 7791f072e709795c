/** Reports of hosts that an intruder owns: every text field that a report has, filled with what hurts elsewhere. */
import { asHost, sample, type Upload, upload } from "./samples";

export const LONG = "W".repeat(5000);

/** As written into a report, and as it must stand on a page: the marks that turn the writing are taken out. */
export const ATTACKS = [
  { written: "<script>alert(1)</script>" },
  { written: `"><img src=x onerror=alert(1)>` },
  { written: "javascript:alert(1)//x" },
  { written: "=cmd|' /C calc'!A0" },
  { written: "\u202egpj.exe\u202c", shown: "gpj.exe" },
  { written: "https://evil.example/<b>x</b>" },
  { written: LONG },
] as const;

/** How much of a host's name is kept. */
const NAME = 253;

export const shownName = (attack: (typeof ATTACKS)[number]): string => {
  const text = "shown" in attack ? attack.shown : attack.written;
  return text.length > NAME ? `${text.slice(0, NAME - 1)}…` : text;
};

const FREE =
  /^(os|os_name|os_fullname|os_version|linux_version|os_kernel_version|os_kernel_version_full|lynis_version|auditor|vm|vmtype|boot_loader|service_manager|linux_config_file|plugin_directory)=.*$/gm;
const LISTS =
  /^(running_service|boot_service|real_user|locked_account|available_shell|pam_module|exception_event|manual_event|installed_package|package_manager|ids_ips_tooling|malware_scanner|file_integrity_tool|nameserver|network_listen_port|plugin_enabled_phase1|slow_test)\[\]=.*$/gm;

function poisoned(text: string): string {
  const clean = sample("db-02-hardened.dat")
    .replace(FREE, (_, key: string) => `${key}=${text}`)
    .replace(LISTS, (_, key: string) => `${key}[]=${text}`)
    .replace(/^(suggestion|warning)\[\]=([^|\n]+)\|.*$/gm, (_, key: string, id: string) =>
      [`${key}[]=${id}`, text, text, text, ""].join("|"),
    )
    .replace(/;(desc|prefval|value):[^;\n]*/g, (_, key: string) => `;${key}:${text.replaceAll(";", "")}`);
  const more = [
    `suggestion[]=${text}|${text}|${text}|${text}|`,
    `warning[]=CUST-0001:${text}|${text}|${text}|text:${text}|`,
    `vulnerable_package[]=${text}`,
    `vulnerable_package[]=openssl|cve=${text}|`,
    `details[]=SSH-7408|sshd|desc:${text};field:PermitRootLogin;prefval:${text};value:${text};|`,
    `${text}=${text}`,
  ];
  return clean.replace(/^finish=true$/m, `${more.join("\n")}\nfinish=true`);
}

/** One host an attack; the file is called like it, too. */
export const hostileReports = (): Upload[] =>
  ATTACKS.map(({ written }, index) =>
    upload(`${written.slice(0, 200)}.dat`, asHost(poisoned(written), written, 700 + index)),
  );

/** Something that is refused, under a name that hurts. */
export const hostileRefusal = (): Upload =>
  upload(`"><img src=x onerror=alert(1)>.txt`, "<script>alert(1)</script>");
