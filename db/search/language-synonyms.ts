// The synonym files of the languages: words of councils that people use for each other. A town adds its own at the desk.
import { readSynonyms, type SynonymGroups } from './synonyms.ts';

const italian = `
TARI = tassa rifiuti = tassa sui rifiuti
IMU = imposta municipale unica
TASI = tassa servizi indivisibili
TOSAP = occupazione suolo pubblico
IRPEF = imposta reddito
PGT = piano governo territorio
PRG = piano regolatore
PUC = piano urbanistico comunale
DUP = documento unico programmazione
PEF = piano economico finanziario
PNRR = piano nazionale ripresa resilienza
PEBA = eliminazione barriere architettoniche
ZTL = zona traffico limitato
TPL = trasporto pubblico locale
RSA = residenza sanitaria assistenziale = casa riposo
ASL = azienda sanitaria locale
CDA = consiglio amministrazione
GDPR = protezione dati personali
SUAP = sportello unico attività produttive
OGM = organismi geneticamente modificati
PMI = piccole medie imprese
IVA = imposta valore aggiunto
PIL = prodotto interno lordo
UE = unione europea
ONU = nazioni unite
rifiuti = spazzatura = immondizia
netturbino = operatore ecologico = spazzino
inceneritore = termovalorizzatore
differenziata = raccolta differenziata
autobus = bus = pullman = corriera
automobile = auto = macchina = autovettura
bicicletta = bici
camion = autocarro = tir
treno = ferrovia
buche = manto stradale
parcheggio = sosta = posteggio
marciapiede = percorso pedonale
vigili = polizia locale = polizia municipale
multa = contravvenzione = sanzione
scuola = istituto scolastico = plesso
asilo = nido = scuola infanzia
mensa = refezione
insegnante = docente = maestro
studente = alunno = scolaro
anziano = terza età
disabile = handicap = portatore handicap = diversamente abile = invalido
povero = indigente
povertà = indigenza
senzatetto = senza dimora
migrante = immigrato = profugo
profugo = rifugiato
zingaro = rom
bambino = minore = fanciullo
farmaco = medicinale = medicina
medico = dottore
ospedale = nosocomio
malato = paziente
malattia = patologia
carenza = mancanza = penuria = scarsità
disoccupazione = mancanza lavoro
disoccupato = senza lavoro
lavoratore = dipendente
stipendio = salario = retribuzione
licenziamento = esubero
azienda = impresa = ditta
appalto = gara
contributo = sovvenzione = sussidio
tassa = imposta = tributo
aumento = incremento = rincaro
riduzione = diminuzione = taglio
bilancio = conto consuntivo
debito = indebitamento
alluvione = inondazione = esondazione
terremoto = sisma
incendio = rogo
frana = smottamento
siccità = carenza idrica
acquedotto = rete idrica
fognatura = rete fognaria
inquinamento = contaminazione
amianto = eternit
pesticida = fitofarmaco = fitosanitario
allevamento = zootecnia
pesca = peschereccio
agricoltore = coltivatore = contadino
cinghiale = ungulati
verde pubblico = parco = giardini
potatura = taglio alberi
impianto sportivo = palestra = campo sportivo
biblioteca = sala lettura
sindaco = primo cittadino
assessore = giunta
consigliere = consiglio comunale
delibera = deliberazione
mozione = ordine giorno
interrogazione = interpellanza
regolamento = disciplinare
sicurezza = ordine pubblico
furto = ladri
droga = stupefacenti
mafia = criminalità organizzata
telecamere = videosorveglianza
antenna = ripetitore
cimitero = camposanto
casa popolare = edilizia residenziale pubblica = alloggio popolare
affitto = locazione
sfratto = sgombero
vendita = alienazione = dismissione
acquisto = acquisizione
teatro = spettacolo
vaccino = vaccinazione
cellulare = telefonino
computer = elaboratore
aereo = velivolo
aeroporto = scalo aereo
elezioni = consultazione elettorale
voto = votazione
guerra = conflitto = ostilità
pace = cessate il fuoco
tortura = maltrattamento
clima = cambiamento climatico`;

const english = `
VAT = value added tax
SME = small medium enterprises
GDP = gross domestic product
EU = european union
UN = united nations
AI = artificial intelligence
garbage = rubbish = trash = waste
car = automobile
truck = lorry
bus = coach
train = railway = rail
school = college
teacher = educator
doctor = physician
medicine = drug = pharmaceutical
shortage = lack = scarcity
elderly = older people = senior
disabled = disability = handicapped
homeless = rough sleeper
refugee = asylum seeker
migrant = immigrant
police = law enforcement
fire = blaze
flood = flooding = inundation
earthquake = quake
tax = levy = duty
budget = spending plan
housing = accommodation
rent = tenancy
farmer = grower
wages = salary = pay
unemployment = joblessness
climate = global warming
war = conflict
bike = bicycle
kid = child
drone = unmanned aerial vehicle
internet = web`;

const german = `
MwSt = Mehrwertsteuer
KMU = kleine mittlere Unternehmen
EU = europäische Union
KI = künstliche Intelligenz
Müll = Abfall
Auto = Pkw = Wagen
Lkw = Lastwagen
Bus = Autobus
Bahn = Zug = Eisenbahn
Schule = Schulwesen
Lehrer = Pädagoge
Arzt = Mediziner
Medikament = Arzneimittel = Medizin
Mangel = Engpass = Knappheit
Pension = Rente
Senioren = ältere Menschen
Behinderung = Beeinträchtigung
Flüchtling = Asylwerber = Asylbewerber
Migrant = Zuwanderer
Polizei = Exekutive
Hochwasser = Überschwemmung
Steuer = Abgabe
Budget = Haushalt
Wohnung = Unterkunft
Miete = Mietzins
Bauer = Landwirt
Lohn = Gehalt = Einkommen
Arbeitslosigkeit = Erwerbslosigkeit
Klima = Erderwärmung
Krieg = Konflikt
Fahrrad = Rad
Handy = Mobiltelefon
Teuerung = Inflation
Strom = Elektrizität
Gemeinderat = Rat`;

/** All groups of the product's languages. */
export const languageSynonyms: SynonymGroups = [italian, english, german].flatMap(readSynonyms);
