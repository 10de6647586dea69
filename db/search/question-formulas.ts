// Ways of asking that are not what is asked for: "chi ha parlato di …". Pure; words are folded.

/** A formula: each step is the words that may stand there. */
type Formula = readonly (readonly string[])[];

const italian = `
chi|dove|quando|come|perche ha|hanno|e|fu|si|ne parlato|detto|discusso|chiesto|votato|proposto di|del|dello|della|dei|degli|delle|su|sul|sulla|sulle|sui
che|quale|quali cosa|cose ha|hanno|e|si|fu detto|parlato|discusso|chiesto|deciso|stato di|su|sul|sulla|del|della|il|la
cosa|cos ha|hanno|si|e detto|parlato|discusso|chiesto|deciso|stato
quando|dove si e|parla parlato|discusso|votato|deciso di|del|della|su|sul|sulla
quando|dove si parla di|del|della|dei|delle|dello
si parla di|del|della|dei|delle|dello
mi|ci|vorrei|voglio sapere|interessa|cerco
cerco|trova|mostra|vorrei gli|i|le|la|il interventi|discorsi|seduta|sedute su|di|del|della|sul|sulla
interventi|discorsi|intervento|discorso di|del|della|su|sul|sulla|dell
video|registrazione della|di|del seduta|consiglio`;

const english = `
who|when|where spoke|talked|said|asked|voted about|of|on|for
what did|was|were say|said|decided|discussed about|on
who|when|where|what did|has|have|was speak|spoken|talk|talked|say|said|discuss|discussed about|of|on
what|who|which speeches|speech about|on|by
speeches|speech|debate about|on|by`;

const german = `
wer|wann|wo|was hat|haben|wurde uber|zu|von
wer|wann|wo sprach|sprachen|redete|sagte uber|zu|von
was hat|haben|wurde gesagt|gesprochen|beschlossen
reden|rede uber|zu|von`;

const formulas: readonly Formula[] = [italian, english, german]
  .flatMap((list) => list.trim().split('\n'))
  .map((line) => line.split(' ').map((step) => step.split('|')))
  .toSorted((a, b) => b.length - a.length);

/** The words without the formulas in them; a query that is nothing but a formula is left as it is. */
export function dropFormulas(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < words.length;) {
    const formula = formulas.find((one) => one.every((step, place) => step.includes(words[index + place] ?? '')));
    const word = words[index];
    if (formula === undefined && word !== undefined) kept.push(word);
    index += formula?.length ?? 1;
  }
  return kept.length === 0 ? [...words] : kept;
}
