import type { Currency } from '../types.js';

export interface City {
  readonly name: string;
  readonly region: string | null;
  /** `#` is a digit. */
  readonly postalCode: string;
}

export interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  /** In which its people pay. */
  readonly currency: Currency;
  /** Basis points on the goods; simplified to one rate. */
  readonly taxBasisPoints: number;
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  /** `{n}` is the house number. */
  readonly streets: readonly string[];
  readonly cities: readonly City[];
  /** From the range that the country keeps free for fiction, `#` is a digit; null where there is none. */
  readonly phone: string | null;
}

export const COUNTRIES: readonly Country[] = [
  {
    code: 'US',
    currency: 'USD',
    taxBasisPoints: 800,
    firstNames: ['Ava', 'Marcus', 'Delia', 'Owen', 'Renee', 'Calvin', 'Joy', 'Miles', 'Tessa', 'Andre'],
    lastNames: [
      'Whitaker',
      'Ramirez',
      'Coleman',
      'Nguyen',
      'Brooks',
      'Sandoval',
      'Keller',
      'Patel',
      'Hughes',
      'Barlow',
    ],
    streets: ['{n} Maple Street', '{n} Ridge Road', '{n} Cedar Avenue', '{n} Mill Lane'],
    cities: [
      { name: 'Portland', region: 'OR', postalCode: '972##' },
      { name: 'Burlington', region: 'VT', postalCode: '0540#' },
      { name: 'Madison', region: 'WI', postalCode: '5370#' },
      { name: 'Austin', region: 'TX', postalCode: '787##' },
    ],
    phone: '+150355501##',
  },
  {
    code: 'DE',
    currency: 'EUR',
    taxBasisPoints: 1_900,
    firstNames: ['Greta', 'Jonas', 'Mareike', 'Till', 'Annika', 'Emre', 'Frieda', 'Lukas', 'Svenja', 'Moritz'],
    lastNames: ['Brandt', 'Yilmaz', 'Hoffmann', 'Köhler', 'Lindner', 'Vogel', 'Sommer', 'Krause', 'Jansen', 'Albrecht'],
    streets: ['Lindenstraße {n}', 'Gartenweg {n}', 'Am Markt {n}', 'Schillerstraße {n}'],
    cities: [
      { name: 'Berlin', region: null, postalCode: '104##' },
      { name: 'Leipzig', region: null, postalCode: '043##' },
      { name: 'Freiburg', region: null, postalCode: '791##' },
      { name: 'Bremen', region: null, postalCode: '282##' },
    ],
    phone: '+493023125###',
  },
  {
    code: 'FR',
    currency: 'EUR',
    taxBasisPoints: 2_000,
    firstNames: ['Camille', 'Julien', 'Inès', 'Bastien', 'Élodie', 'Karim', 'Manon', 'Théo', 'Solène', 'Adrien'],
    lastNames: [
      'Moreau',
      'Lefèvre',
      'Garnier',
      'Benali',
      'Rousseau',
      'Chevalier',
      'Perrin',
      'Marchand',
      'Fontaine',
      'Guérin',
    ],
    streets: ['{n} rue des Lilas', '{n} avenue de la Gare', '{n} place du Marché', '{n} rue du Moulin'],
    cities: [
      { name: 'Lyon', region: null, postalCode: '6900#' },
      { name: 'Nantes', region: null, postalCode: '44000' },
      { name: 'Lille', region: null, postalCode: '59800' },
      { name: 'Toulouse', region: null, postalCode: '31000' },
    ],
    phone: '+33199000###',
  },
  {
    code: 'GB',
    currency: 'USD',
    taxBasisPoints: 2_000,
    firstNames: ['Imogen', 'Rhys', 'Priya', 'Callum', 'Beth', 'Hamish', 'Nadia', 'Alfie', 'Rosie', 'Kwame'],
    lastNames: [
      'Ashworth',
      'Pritchard',
      'Mensah',
      'Fairfax',
      'Sinclair',
      'Okoye',
      'Thornton',
      'Bains',
      'Lockwood',
      'Hargreaves',
    ],
    streets: ['{n} Church Lane', '{n} Station Road', '{n} Orchard Close', '{n} High Street'],
    cities: [
      { name: 'Leeds', region: null, postalCode: 'LS# #AB' },
      { name: 'Bristol', region: null, postalCode: 'BS# #TH' },
      { name: 'Edinburgh', region: null, postalCode: 'EH# #DJ' },
      { name: 'Cardiff', region: null, postalCode: 'CF1# #ER' },
    ],
    phone: '+447700900###',
  },
  {
    code: 'JP',
    currency: 'JPY',
    taxBasisPoints: 1_000,
    firstNames: ['Haruka', 'Kenji', 'Aoi', 'Takumi', 'Yui', 'Sora', 'Mio', 'Ren', 'Naoko', 'Daichi'],
    lastNames: ['Tanaka', 'Fujimoto', 'Ishikawa', 'Mori', 'Nakajima', 'Okada', 'Sakamoto', 'Ueda', 'Hayashi', 'Kondo'],
    streets: ['{n}-4-2 Sakuramachi', '{n}-11-6 Midorigaoka', '{n}-2-15 Honcho', '{n}-7-3 Minami'],
    cities: [
      { name: 'Setagaya', region: 'Tokyo', postalCode: '154-00##' },
      { name: 'Kita', region: 'Osaka', postalCode: '530-00##' },
      { name: 'Sakyo', region: 'Kyoto', postalCode: '606-80##' },
      { name: 'Aoba', region: 'Miyagi', postalCode: '980-08##' },
    ],
    phone: null,
  },
  {
    code: 'KW',
    currency: 'KWD',
    taxBasisPoints: 0,
    firstNames: ['Noura', 'Faisal', 'Dana', 'Yousef', 'Reem', 'Khaled', 'Shaikha', 'Omar', 'Maha', 'Nasser'],
    lastNames: [
      'Al-Rashed',
      'Behbehani',
      'Al-Mutairi',
      'Al-Saleh',
      'Dashti',
      'Al-Kandari',
      'Al-Awadhi',
      'Marafi',
      'Al-Enezi',
      'Ashkanani',
    ],
    streets: ['Block 4, Street 12, House {n}', 'Block 2, Street 7, House {n}', 'Block 9, Street 31, House {n}'],
    cities: [
      { name: 'Salmiya', region: 'Hawalli', postalCode: '220##' },
      { name: 'Jabriya', region: 'Hawalli', postalCode: '463##' },
      { name: 'Mishref', region: 'Hawalli', postalCode: '402##' },
    ],
    phone: null,
  },
  {
    code: 'NL',
    currency: 'EUR',
    taxBasisPoints: 2_100,
    firstNames: ['Fleur', 'Daan', 'Sanne', 'Bram', 'Lotte', 'Jeroen', 'Noor', 'Sem', 'Marijke', 'Tijn'],
    lastNames: [
      'de Vries',
      'Bakker',
      'van Dijk',
      'Mulder',
      'Visser',
      'Smit',
      'Hendriks',
      'Postma',
      'Kuipers',
      'van Leeuwen',
    ],
    streets: ['Keizerstraat {n}', 'Molenweg {n}', 'Havenkade {n}', 'Tulpenlaan {n}'],
    cities: [
      { name: 'Rotterdam', region: null, postalCode: '30## AB' },
      { name: 'Utrecht', region: null, postalCode: '35## CK' },
      { name: 'Groningen', region: null, postalCode: '97## EX' },
    ],
    phone: null,
  },
  {
    code: 'CA',
    currency: 'USD',
    taxBasisPoints: 1_300,
    firstNames: ['Maeve', 'Étienne', 'Simone', 'Liam', 'Aanya', 'Gabriel', 'Noémie', 'Wes', 'Harpreet', 'Colette'],
    lastNames: [
      'Tremblay',
      'MacLeod',
      'Gagnon',
      'Singh',
      'Fraser',
      'Bouchard',
      'Campbell',
      'Chan',
      'Lavoie',
      'Dhillon',
    ],
    streets: ['{n} Birch Avenue', '{n} Lakeshore Drive', '{n} rue Saint-Denis', '{n} Spruce Crescent'],
    cities: [
      { name: 'Halifax', region: 'NS', postalCode: 'B3H #A#' },
      { name: 'Ottawa', region: 'ON', postalCode: 'K1N #B#' },
      { name: 'Victoria', region: 'BC', postalCode: 'V8V #C#' },
    ],
    phone: '+161355501##',
  },
];
