/** Building blocks of man(7) pages; every text handed in is escaped here and nowhere else. */

/** Text as roff prints it literally. */
export function literal(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('"', '\\(dq')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replaceAll('`', '\\(ga')
    .replaceAll('…', '...')
    .replace(/^\./gm, '\\&.');
}

export const bold = (text: string): string => `\\fB${literal(text)}\\fR`;
export const italic = (text: string): string => `\\fI${literal(text)}\\fR`;

/** A section, nothing when it has no body. */
export function section(title: string, body: readonly string[]): string[] {
  return body.length === 0 ? [] : [`.SH ${title}`, ...body];
}

/** A term and what it means; `term` is roff, `text` is not. */
export function item(term: string, text: string): string[] {
  return ['.TP', term, ...sentences(text)];
}

/** Paragraphs parted by empty lines; those whose lines are indented are kept as they are. */
export function paragraphs(text: string): string[] {
  return text.split(/\n\n+/).flatMap((paragraph, index) => {
    const body = /^ {2}/.test(paragraph)
      ? ['.nf', ...paragraph.split('\n').map(literal), '.fi']
      : sentences(paragraph);
    return index === 0 ? body : ['.PP', ...body];
  });
}

/** An example: what it does, and the command line. */
export function example(description: string, command: string): string[] {
  return [
    '.PP',
    ...sentences(`${description}:`),
    '.PP',
    '.RS 4',
    '.nf',
    `$ ${literal(command)}`,
    '.fi',
    '.RE',
  ];
}

/** One sentence a line, as manuals are written. */
function sentences(text: string): string[] {
  return text
    .replace(/\s+/g, ' ')
    .split(/(?<=[.;:]) (?=[A-Z])/)
    .map((sentence) => literal(sentence.trim()));
}
