interface DocumentCache<Value> {
  get(document: string): Value | undefined;
  set(document: string, value: Value): void;
}

/** Keeps what was made of the documents asked last, up to so many characters of them: the rest is made again. */
export function createDocumentCache<Value>(characters: number): DocumentCache<Value> {
  const kept = new Map<string, Value>();
  let size = 0;
  const drop = (document: string): void => {
    if (kept.delete(document)) size -= document.length;
  };
  return {
    get(document) {
      const value = kept.get(document);
      if (value === undefined) return undefined;
      kept.delete(document);
      kept.set(document, value);
      return value;
    },
    set(document, value) {
      drop(document);
      kept.set(document, value);
      size += document.length;
      for (const oldest of kept.keys()) {
        if (size <= characters) return;
        drop(oldest);
      }
    },
  };
}
