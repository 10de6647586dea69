// Several choices out of a few, as check boxes under one heading; must not know what is chosen.
import { useId } from 'react';
import type { JSX } from 'react';

interface ChoiceListProps<Value extends string> {
  legend: string;
  choices: readonly { value: Value; words: string }[];
  chosen: readonly Value[];
  onChange: (chosen: readonly Value[]) => void;
}

/** The boxes; the order of `choices` is kept. */
export function ChoiceList<Value extends string>(props: ChoiceListProps<Value>): JSX.Element {
  const { legend, choices, chosen, onChange } = props;
  const id = useId();
  const toggle = (value: Value) => {
    const isChosen = (one: Value) => (one === value ? !chosen.includes(one) : chosen.includes(one));
    onChange(choices.map((choice) => choice.value).filter(isChosen));
  };
  return (
    <fieldset className="cv-accounts__choices">
      <legend>{legend}</legend>
      {choices.map(({ value, words }) => (
        <div key={value}>
          <input
            type="checkbox"
            id={`${id}-${value}`}
            checked={chosen.includes(value)}
            onChange={() => toggle(value)}
          />
          <label htmlFor={`${id}-${value}`}>{words}</label>
        </div>
      ))}
    </fieldset>
  );
}
