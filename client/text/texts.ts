// The shape every language file must have; knows no words.
import type { it } from './it.ts';

type Widened<T> = T extends string ? string : { readonly [Key in keyof T]: Widened<T[Key]> };

/** The keys of the Italian texts, with any words behind them. */
export type Texts = Widened<typeof it>;
