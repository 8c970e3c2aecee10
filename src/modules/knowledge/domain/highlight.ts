/** A piece of text, and whether the search found it. Faces mark it; it is never HTML. */
export interface Segment {
  readonly text: string;
  readonly marked: boolean;
}

// Private-use characters: no keyboard types them, and articles lose them before they are stored.
export const markStart = '\uE000';
export const markEnd = '\uE001';

const marks = new RegExp(`[${markStart}${markEnd}]`, 'g');

/** The text without our marks, so that nothing an author writes can pass for one. */
export function withoutMarks(text: string): string {
  return text.replace(marks, '');
}

/** Cuts a headline of the database at its marks. */
export function segmentsOf(headline: string): Segment[] {
  return headline
    .split(markStart)
    .flatMap((part, index) => {
      const end = index === 0 ? -1 : part.indexOf(markEnd);
      if (end < 0) return [{ text: part.replace(marks, ''), marked: false }];
      return [
        { text: part.slice(0, end), marked: true },
        { text: part.slice(end + 1).replace(marks, ''), marked: false },
      ];
    })
    .filter(({ text }) => text !== '');
}
