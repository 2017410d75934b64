/** Where in the text a slot was read: offsets, and the words themselves. */
export interface Evidence {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
