/** The versions of SchedMD's API that are served, by the last part of their name: 42 is v0.0.42. */
export const VERSIONS = [42, 43, 44, 45] as const;

export type Version = (typeof VERSIONS)[number];

export type ByVersion<Thing> = Readonly<Record<Version, Thing>>;

export function versionName(version: Version): string {
  return `v0.0.${version}`;
}

/** What is the same in every version. */
export function inEveryVersion<Thing>(thing: Thing): ByVersion<Thing> {
  return Object.fromEntries(VERSIONS.map((version) => [version, thing])) as unknown as ByVersion<Thing>;
}
