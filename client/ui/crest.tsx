// The drawing beside the name: the town's crest, or a house of glass.
import { useTown } from './use-town.ts';

/** Decorative; the name stands beside it in words. */
export function Crest() {
  const { crest } = useTown();
  if (crest !== null) return <img className="icon cdv-crest cdv-crest-own" src={crest} alt="" />;
  return (
    <svg className="icon cdv-crest" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <path d="M4 20 32 4l28 16v6H4z" />
      <path d="M4 52h56v8H4z" />
      <path opacity=".65" d="M10 28h8v22h-8zm12 0h8v22h-8zm12 0h8v22h-8zm12 0h8v22h-8z" />
    </svg>
  );
}
