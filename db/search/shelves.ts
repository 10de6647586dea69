// The two shelves of the index: what everyone may find, and what only staff may.

/** In the order of their numbers in the tables. */
export const shelves = ['public', 'hidden'] as const;
export type Shelf = (typeof shelves)[number];

/** The number of a shelf in the tables. */
export const shelfNumber: Readonly<Record<Shelf, number>> = { public: 0, hidden: 1 };

/** The shelves that a reader may look into. */
export const shelvesFor: Readonly<Record<'public' | 'staff', readonly Shelf[]>> = {
  public: ['public'],
  staff: shelves,
};
