/** A printed figure that no indicator answers, and why. */
export interface UnansweredFigure {
  readonly id: string;
  readonly place: string;
  readonly period: string;
  readonly measure: string;
  readonly printed: string;
  readonly quote: string;
  readonly reason: { readonly code: string; readonly zh: string; readonly en: string };
}
