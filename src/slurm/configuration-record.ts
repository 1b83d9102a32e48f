/**
 * Everything a controller tells of the configuration it runs with, by Slurm's names of its members
 * (RESPONSE_BUILD_INFO): numbers, texts, lists of texts, and words of flags as numbers or, where they need more than
 * 53 bits, bigints. NO_VAL is `undefined`.
 */
export type ConfigurationRecord = Readonly<Record<string, unknown>>;
