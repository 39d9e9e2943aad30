/** Township-months. */
export interface ReportedMonths {
  readonly expected: number;
  readonly reported: number;
}
