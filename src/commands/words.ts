/** Splits a list at its commas, but for those in brackets: `1,5_[2,4]` is `1` and `5_[2,4]`. */
export function splitList(text: string): string[] {
  return text
    .split(/,(?![^[]*\])/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
