import stringWidth from 'string-width';

const ASCII = /^[\x20-\x7e]*$/;

/** Columns of a terminal a text without control characters takes. */
export function textWidth(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text);
}

/** Made when it is first needed: that takes longer than most tables. */
let graphemes: Intl.Segmenter | undefined;

/** As much of the start of a text as fits into `width` columns; `ellipsis` tells that something is missing. */
export function truncate(text: string, width: number, ellipsis = ''): string {
  if (textWidth(text) <= width) return text;
  const room = width - textWidth(ellipsis);
  if (room < 0) return truncate(text, width);
  if (ASCII.test(text)) return text.slice(0, room) + ellipsis;
  let kept = '';
  let used = 0;
  graphemes ??= new Intl.Segmenter();
  for (const { segment } of graphemes.segment(text)) {
    used += textWidth(segment);
    if (used > room) break;
    kept += segment;
  }
  return kept + ellipsis;
}

/** A text in exactly `width` columns: padded, or cut at its end. */
export function toWidth(text: string, width: number, side: 'left' | 'right' = 'left', ellipsis = ''): string {
  const kept = truncate(text, width, ellipsis);
  const padding = ' '.repeat(Math.max(0, width - textWidth(kept)));
  return side === 'left' ? kept + padding : padding + kept;
}
