/** Profiles to what ran: an overlay and the profiles it builds on are one, and each of their controls is one. */
import type { Control, Profile } from "./schema";

export interface Tree {
  root: Profile;
  controls: Control[];
  /** The tree says of a profile that it could not be loaded. */
  failed: boolean;
}

/** One tree for each profile that no other of the file builds on. */
export function treesOf(profiles: readonly Profile[]): Tree[] {
  const named = new Map(profiles.map((profile) => [profile.name, profile]));
  const trees = new Map<Profile, Profile[]>();
  for (const profile of profiles) {
    const root = rootOf(profile, named);
    const members = trees.get(root);
    if (members) members.push(profile);
    else trees.set(root, [profile]);
  }
  return [...trees].map(([root, members]) => {
    const outerFirst = [root, ...members.filter((member) => member !== root)];
    return {
      root,
      controls: controlsOf(outerFirst),
      failed: members.some(({ status }) => status === "failed"),
    };
  });
}

function rootOf(profile: Profile, named: ReadonlyMap<string, Profile>): Profile {
  const seen = new Set<Profile>();
  let root = profile;
  while (!seen.has(root)) {
    seen.add(root);
    const parent = root.parent_profile ? named.get(root.parent_profile) : undefined;
    if (!parent) return root;
    root = parent;
  }
  // They name each other in a circle: the first of them stands for all.
  return profile;
}

/** The words and impact of the outermost, the results of the first that has some. */
function controlsOf(profiles: readonly Profile[]): Control[] {
  const merged = new Map<string, Control>();
  for (const { controls } of profiles) {
    for (const control of controls) {
      const outer = merged.get(control.id);
      if (!outer) merged.set(control.id, { ...control });
      else {
        outer.title ||= control.title;
        outer.impact ??= control.impact;
        outer.descriptions ??= control.descriptions;
        outer.tags = outer.tags && Object.keys(outer.tags).length > 0 ? outer.tags : control.tags;
        outer.waiver_data ??= control.waiver_data;
        if (outer.results.length === 0) outer.results = control.results;
      }
    }
  }
  return [...merged.values()];
}
