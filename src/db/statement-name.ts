const NAME = /^\s*\/\* ([\w.]+) \*\//;

/** The name that a statement gives itself: `engine.ledger`. */
export const statementName = (sql: string): string => NAME.exec(sql)?.[1] ?? 'unnamed';
