import { describe, expect, it } from "vitest";
import {
  alien,
  definitionsOf,
  isOwnRepository,
  ownershipOf,
  repositoryId,
  repositorySigned,
} from "./external";

describe("external software", () => {
  it.each([
    ["http://deb.debian.org/debian", "bookworm", "deb.debian.org/debian/bookworm"],
    ["https://DEB.debian.org/debian/", "bookworm", "deb.debian.org/debian/bookworm"],
    ["file:/srv/acme-repo", "./", "file:/srv/acme-repo"],
    ["file:///srv/acme-repo/", "./", "file:/srv/acme-repo"],
    ["https://apt.acme.example/flat", "deb/", "apt.acme.example/flat/deb"],
    ["http://security.debian.org", "buster/updates", "security.debian.org/buster/updates"],
    ["mirror+https://mirror.example/list", "noble", "mirror.example/list/noble"],
  ])("%s %s is %s", (uri, suite, id) => {
    expect(repositoryId(uri, suite)).toBe(id);
  });

  it.each([
    ["http://ftp.de.debian.org/debian", "bookworm", ["main"], null, "own"],
    ["http://notdebian.org/debian", "bookworm", ["main"], null, "unknown"],
    [
      "http://mirror.corp.example/debian",
      "bookworm-security",
      ["main", "non-free-firmware"],
      null,
      "unknown",
    ],
    ["http://mirror.corp.example/debian", "bookworm", ["main", "acme"], null, "foreign"],
    ["http://mirror.corp.example/debian", "bookworm-pgdg", ["main"], null, "foreign"],
    ["http://mirror.corp.example/flat", "./", [], null, "foreign"],
    ["https://ppa.launchpadcontent.net/a/b/ubuntu", "noble", ["main"], null, "foreign"],
    ["http://mirror.corp.example/x", "y", ["z"], "/usr/share/keyrings/debian-archive-keyring.gpg", "own"],
    ["http://mirror.corp.example/debian", "bookworm", ["main"], "/etc/apt/keyrings/acme.asc", "foreign"],
    ["http://mirror.corp.example/debian", "bookworm", ["main"], "embedded", "foreign"],
    ["cdrom:[Debian GNU/Linux 12]/", "bookworm", ["main"], null, "own"],
  ] as const)("%s %s %j %s: %s", (uri, suite, components, keyring, whose) => {
    expect(ownershipOf({ uri, suite, components, keyring })).toBe(whose);
  });

  it.each([
    ["baseos", true],
    ["AppStream", true],
    ["baseos-source", true],
    ["rhel-9-for-x86_64-appstream-rpms", true],
    ["ol9_developer_EPEL", false],
    ["ol9_baseos_latest", true],
    ["epel", false],
    ["thirdparty", false],
    ["copr:copr.example.org:a:b", false],
    ["constructor", false],
  ])("dnf's %s: %s", (id, own) => {
    expect(isOwnRepository(id)).toBe(own);
  });

  it("defines each check by its own name and one weight", () => {
    const signed = repositorySigned("copr:a:b", { outcome: "pass" });
    expect(
      definitionsOf([alien("acme-agent", "No."), signed, { check: "lynis:X", outcome: "pass" }]),
    ).toEqual([
      {
        check: "external:alien:acme-agent",
        title: "Package acme-agent comes from the distribution",
        severity: "low",
        tower: "integrity",
        group: "ports_packages",
        theme: "external-software",
      },
      {
        check: "external:repository-signed:copr:a:b",
        title: "Repository copr:a:b is used only with a checked signature",
        severity: "high",
        tower: "integrity",
        group: "ports_packages",
        theme: "external-software",
      },
    ]);
    expect(alien("a b\u00a0c\n", "No.").check).toBe("external:alien:a_b_c_");
    expect(alien("x".repeat(1000), "No.").check.length).toBeLessThanOrEqual(200);
  });
});
