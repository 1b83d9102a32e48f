import { formatNumber } from './figure.ts';
import type { Picture, Point } from './report.ts';

const WIDTH = 720;
const HEIGHT = 400;
const LEFT = 70;
const RIGHT = 170;
const TOP = 40;
const BOTTOM = 50;
/** Told apart by whoever sees few colours too, on light and on dark. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8a6d00'];

/** From so many on, points of a curve have no marks. */
const MANY = 50;

/** An SVG picture of curves, readable on light and dark pages. */
export function drawPicture({ title, x, y, axes = 'growth', lines }: Picture): string {
  const points = lines.flatMap((line) => line.points);
  const scale = axes === 'growth' ? logScale : linearScale;
  const across = scale(
    points.map(([at]) => at),
    LEFT,
    WIDTH - RIGHT,
  );
  const up = scale(
    points.map(([, at]) => at),
    HEIGHT - BOTTOM,
    TOP,
  );
  const place = ([a, b]: Point): Point => [across.at(a), up.at(b)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    '<style>text{fill:#1f2328}.grid{stroke:#8884;stroke-width:1}.slope{stroke:#888;stroke-dasharray:2 4;fill:none}' +
      '@media(prefers-color-scheme:dark){text{fill:#e6edf3}}</style>',
    text(LEFT, 20, title, 'font-weight="bold" font-size="14"'),
    ...across.ticks.map(
      (tick) =>
        `<path class="grid" d="M${across.at(tick)} ${TOP}V${HEIGHT - BOTTOM}"/>` +
        text(across.at(tick), HEIGHT - BOTTOM + 18, formatNumber(tick), 'text-anchor="middle"'),
    ),
    ...up.ticks.map(
      (tick) =>
        `<path class="grid" d="M${LEFT} ${up.at(tick)}H${WIDTH - RIGHT}"/>` +
        text(LEFT - 6, up.at(tick) + 4, formatNumber(tick), 'text-anchor="end"'),
    ),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, x, 'text-anchor="middle"'),
    text(LEFT, TOP - 6, y),
    ...(axes === 'growth' ? [linear(across, up)] : []),
    ...lines.map((line, at) => curve(line.name, line.points.map(place), COLOURS[at % COLOURS.length]!)),
    '</svg>\n',
  ].join('\n');
}

interface Scale {
  readonly ticks: readonly number[];
  readonly low: number;
  readonly high: number;
  at(value: number): number;
}

/** Whole decades around the values, from pixel `from` to pixel `to`. */
function logScale(values: readonly number[], from: number, to: number): Scale {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  const at = (value: number) =>
    Number((from + ((Math.log10(value) - low) / (high - low)) * (to - from)).toFixed(1));
  return {
    ticks: Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step)),
    low: 10 ** low,
    high: 10 ** high,
    at,
  };
}

/** From 0 to above the largest value, in four to ten steps of 1, 2 or 5 times a power of ten. */
function linearScale(values: readonly number[], from: number, to: number): Scale {
  const highest = Math.max(...values, 1);
  const decade = 10 ** Math.floor(Math.log10(highest / 4));
  const step = [5, 2, 1].map((times) => times * decade).find((size) => highest / size >= 4)!;
  const steps = Math.ceil(highest / step);
  const at = (value: number) => Number((from + (value / (steps * step)) * (to - from)).toFixed(1));
  return {
    ticks: Array.from({ length: steps + 1 }, (_, tick) => tick * step),
    low: 0,
    high: steps * step,
    at,
  };
}

/** What grows in step with x, from the lower left corner as far as it fits. */
function linear(across: Scale, up: Scale): string {
  const times = Math.min(across.high / across.low, up.high / up.low);
  const [x, y] = [across.at(across.low * times), up.at(up.low * times)];
  return `<path class="slope" d="M${across.at(across.low)} ${up.at(up.low)}L${x} ${y}"/>${text(x - 6, y + 16, 'linear', 'text-anchor="end" opacity="0.6"')}`;
}

function curve(name: string, points: readonly Point[], colour: string): string {
  const [x, y] = points.at(-1)!;
  return [
    `<path d="M${points.map((point) => point.join(' ')).join('L')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...(points.length < MANY
      ? points.map(([a, b]) => `<circle cx="${a}" cy="${b}" r="3" fill="${colour}"/>`)
      : []),
    text(x + 8, y + 4, name, `style="fill:${colour}"`),
  ].join('\n');
}

function text(x: number, y: number, words: string, attributes = ''): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escaped(words)}</text>`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
