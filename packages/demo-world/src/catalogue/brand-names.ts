import { itemAround } from '../random.js';

const BEGINNINGS = [
  ['Alm', 'Bark', 'Bell', 'Brim', 'Calder', 'Corv', 'Dov', 'Dun', 'Eld', 'Fenn'],
  ['Garth', 'Glen', 'Halv', 'Hearth', 'Inver', 'Jor', 'Kal', 'Kest', 'Lang', 'Lind'],
  ['Lum', 'Mar', 'Mossel', 'Nor', 'Oak', 'Orrin', 'Pell', 'Quen', 'Rav', 'Rill'],
  ['Sel', 'Skarn', 'Sol', 'Tarn', 'Thorn', 'Ulv', 'Vand', 'Wend', 'Wick', 'Yarl'],
].flat();

const ENDINGS = [
  ['ary', 'berg', 'bourne', 'by', 'combe', 'dell', 'en', 'era', 'fell', 'ford'],
  ['gate', 'hart', 'haus', 'ick', 'ing', 'ish', 'keld', 'low', 'mere', 'mont'],
  ['nest', 'ora', 'rick', 'set', 'stead', 'thwaite', 'ton', 'vik', 'wold', 'worth'],
].flat();

/** Distinct names, at most 1200; the next beginning each time, so that neighbours differ. */
export function generatedBrandNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const round = Math.floor(index / BEGINNINGS.length);
    return `${itemAround(BEGINNINGS, index)}${itemAround(ENDINGS, index * 7 + round)}`;
  });
}
