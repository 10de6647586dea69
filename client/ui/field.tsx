// Form fields with their label, hint and error tied together; must not know what is asked.
import { useId, type ComponentProps, type ReactNode } from 'react';

interface Words {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
}

/** One line of text. */
export function TextField({ label, hint, error, ...input }: Words & ComponentProps<'input'>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => <input type="text" className="form-control" {...ids} {...input} />}
    </Field>
  );
}

/** A choice out of a few. */
export function SelectField({ label, hint, error, children, ...select }: Words & ComponentProps<'select'>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <select className="form-control cdv-select" {...ids} {...select}>
          {children}
        </select>
      )}
    </Field>
  );
}

/** Attributes that tie a control to its label, hint and error. */
export interface FieldIds {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
}

/** Lays out label, control, hint and error around any control. */
export function Field({ label, hint, error, children }: Words & { children: (ids: FieldIds) => ReactNode }) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [hint && hintId, error && errorId].filter(Boolean).join(' ');
  const ids: FieldIds = { id };
  if (described !== '') ids['aria-describedby'] = described;
  if (error) ids['aria-invalid'] = true;
  return (
    <div className="cdv-field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <small id={hintId} className="cdv-hint">
          {hint}
        </small>
      )}
      {children(ids)}
      {error && (
        <p id={errorId} className="cdv-field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
