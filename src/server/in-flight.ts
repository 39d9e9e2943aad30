/** What is being worked on at a time. */
export interface InFlight<Item> {
  /** Gives the number of the place that the item has until it leaves. */
  readonly enter: (item: Item) => number;
  readonly leave: (place: number) => void;
  readonly all: () => readonly Item[];
}

/**
 * Places in a row, taken again and again. A Set that items pass through leaves a chain of outgrown tables behind, through
 * which what has long been answered is taken for used: it went into the old generation, ten kilobytes a request.
 */
export function createInFlight<Item extends object>(): InFlight<Item> {
  const places: (Item | null)[] = [];
  const free: number[] = [];
  return {
    enter(item) {
      const place = free.pop() ?? places.length;
      places[place] = item;
      return place;
    },
    leave(place) {
      places[place] = null;
      free.push(place);
    },
    all: () => places.filter((item) => item !== null),
  };
}
