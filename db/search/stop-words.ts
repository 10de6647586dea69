// Words that say nothing about what is looked for, accents folded, in the languages of the product.

const italian = `
a ad al allo ai agli all alla alle con col coi da dal dallo dai dagli dall dalla dalle di del dello dei degli dell della
delle in nel nello nei negli nell nella nelle su sul sullo sui sugli sull sulla sulle per tra fra contro io tu lui lei noi
voi loro mio mia miei mie tuo tua suo sua suoi sue nostro nostra nostri nostre vostro vostra mi ti ci vi lo la li le gli ne
il un uno una un ma ed se perche anche come dov dove che chi cui non piu quale quali quanto quanti quanta quante quello
quelli quella quelle questo questi questa queste si tutto tutti e i o l d c s ho hai ha abbiamo avete hanno abbia aveva
avevano ebbe sono sei siamo siete sia siano era erano fu furono essere stato stata stati state sta stanno fa fanno fare
cosa quando onorevole onorevoli signor signora presidente`;

const english = `
a about an and are as at be been but by can did do does for from had has have he her his how i if in into is it its me my
no not of on or our s she so t that the their them then there these they this those to was we were what when where which
who will with would you your mr mrs ms`;

const german = `
aber als am an auch auf aus bei bin bis da das dass dem den der des die dies diese dieser dieses doch du durch ein eine
einem einen einer eines er es fur haben hat hatte herr frau ich ihr im in ist ja kann man mit nach nicht noch nun nur ob
oder sein sich sie sind so uber um und uns unter vom von vor war was wenn wer werden wie wir wird wurde zu zum zur`;

const byLanguage: Readonly<Record<string, ReadonlySet<string>>> = {
  it: setOf(italian),
  en: setOf(english),
  de: setOf(german),
};

/** Folded stop words of all languages. */
export const stopWords: ReadonlySet<string> = setOf(`${italian} ${english} ${german}`);

/** The languages (two letters) of which a folded word is a stop word. */
export function languagesOfStopWord(word: string): string[] {
  return Object.keys(byLanguage).filter((lang) => byLanguage[lang]?.has(word) === true);
}

function setOf(list: string): Set<string> {
  return new Set(list.split(/\s+/u).filter((word) => word !== ''));
}
