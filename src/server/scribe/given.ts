import type { getVariableValues } from 'graphql';

/** The variables and arguments of one question, the same whoever asks it. */
export interface Given {
  readonly variables: NonNullable<ReturnType<typeof getVariableValues>['variableValues']>;
  /** Those of each field, once they were asked for. */
  readonly args: (Readonly<Record<string, unknown>> | undefined)[];
  /** What is selected of objects that keep their lines, once it was asked for. */
  readonly asked: string[];
}
