/** Drawings for tests, named for what they show. */
import type { MeasureStatus } from "@/lib/fortress/posture";
import { TOWERS, type Tower } from "@/lib/fortress/types";
import type { FortressDrawing, MeasureDrawing, TowerDrawing } from "./types";

function measure(name: string, state: MeasureStatus, why?: string): MeasureDrawing {
  return { name, state, why, href: `/hosts/db-02/measures/${name.replaceAll(" ", "-")}` };
}

export const ordinary: FortressDrawing = {
  host: "db-02",
  grade: "D",
  proven: 58.9,
  possible: 86,
  age: "3 h",
  href: "/hosts/db-02",
  towers: {
    hardening: {
      href: "/hosts/db-02/hardening",
      proven: 78.4,
      possible: 88.7,
      guards: [measure("configuration automation", "missing", "no agent found (TOOL-5002)")],
      bridges: [
        measure("automated installation", "in place", "attested 4 Nov"),
        measure("minimal installation", "in place", "318 packages"),
        measure("unneeded components removed", "weak", "compiler present (HRDN-7222)"),
      ],
    },
    patching: {
      href: "/hosts/db-02/patching",
      proven: 74.6,
      possible: 88.9,
      guards: [
        measure("software version monitoring", "in place"),
        measure("vulnerability scanning", "missing"),
      ],
      bridges: [measure("patching solution", "weak"), measure("test platform", "in place")],
    },
    integrity: {
      href: "/hosts/db-02/integrity",
      proven: 47.2,
      possible: 83,
      guards: [
        measure("file integrity monitoring", "in place", "AIDE reported 1 d ago"),
        measure("malware checks", "weak", "rkhunter has been silent for 49 days"),
      ],
      bridges: [
        measure("software kept up to date", "weak"),
        measure("a reboot now and then", "in place"),
        measure("no external components", "in place"),
      ],
    },
    auditing: {
      href: "/hosts/db-02/auditing",
      proven: 66.6,
      possible: 91.4,
      guards: [
        measure("log files reviewed", "in place"),
        measure("software configuration checked", "in place"),
        measure("analysis by a colleague", "unknown"),
      ],
      bridges: [
        measure("continuous auditing", "in place"),
        measure("hardening applied", "weak"),
        measure("centralised syslog", "unknown"),
      ],
    },
  },
};

/** The same fortress with every tower changed. */
export function withTowers(
  drawing: FortressDrawing,
  change: (tower: TowerDrawing, name: Tower) => TowerDrawing,
): FortressDrawing {
  const { hardening, patching, integrity, auditing } = drawing.towers;
  return {
    ...drawing,
    towers: {
      hardening: change(hardening, "hardening"),
      patching: change(patching, "patching"),
      integrity: change(integrity, "integrity"),
      auditing: change(auditing, "auditing"),
    },
  };
}

export const capped = withTowers(ordinary, (tower, name) =>
  name === "integrity"
    ? {
        ...tower,
        proven: 40,
        possible: 40,
        cap: {
          at: 40,
          cause: "debsums: /usr/sbin/nologin changed",
          without: { proven: 68.3, possible: 82 },
        },
      }
    : tower,
);

export const noEvidence: FortressDrawing = {
  ...withTowers(ordinary, (tower) => ({ ...tower, proven: null, possible: 100 })),
  grade: null,
  proven: null,
  possible: 100,
  age: undefined,
};

export const silent: FortressDrawing = { ...ordinary, silentSince: "30 Oct 2026" };

/** All names of measures of a drawing. */
export function measureNames(drawing: FortressDrawing): string[] {
  return TOWERS.flatMap((tower) => {
    const { guards, bridges } = drawing.towers[tower];
    return [...guards, ...bridges].map(({ name }) => name);
  });
}
