import type { Paint } from './paint.js';

/** Draws the thing on a canvas of 400 × 400, standing on y = 330. */
type Shape = (paint: Paint) => string;

const DARK = '#2a2d34';
const GLASS = '#dfe9f2';
const PAPER = '#fbf8f1';

/** What a picture may show, one entry for each look. */
export const SHAPES = {
  headphones: ({ body, shade, accent }) =>
    `<path d="M105 235a95 105 0 0 1 190 0" fill="none" stroke="${body}" stroke-width="22"/>
<rect x="82" y="215" width="52" height="100" rx="24" fill="${shade}"/><rect x="266" y="215" width="52" height="100" rx="24" fill="${shade}"/>
<rect x="122" y="222" width="22" height="86" rx="11" fill="${accent}"/><rect x="256" y="222" width="22" height="86" rx="11" fill="${accent}"/>`,
  speaker: ({ body, shade, accent }) =>
    `<rect x="125" y="90" width="150" height="240" rx="26" fill="${body}"/><circle cx="200" cy="240" r="56" fill="${shade}"/>
<circle cx="200" cy="240" r="24" fill="${DARK}"/><circle cx="200" cy="140" r="28" fill="${shade}"/><circle cx="200" cy="140" r="10" fill="${accent}"/>`,
  phone: ({ body, shade, accent }) =>
    `<rect x="135" y="70" width="130" height="260" rx="24" fill="${body}"/><rect x="145" y="82" width="110" height="236" rx="15" fill="${DARK}"/>
<path d="M145 250l110-70v123a15 15 0 0 1-15 15h-80a15 15 0 0 1-15-15z" fill="${accent}" opacity=".75"/><circle cx="200" cy="98" r="5" fill="${shade}"/>`,
  case: ({ body, shade, accent }) =>
    `<rect x="132" y="66" width="136" height="264" rx="28" fill="${body}"/><rect x="142" y="76" width="116" height="244" rx="20" fill="none" stroke="${shade}" stroke-width="4"/>
<rect x="150" y="86" width="52" height="64" rx="16" fill="${DARK}"/><circle cx="176" cy="104" r="9" fill="${GLASS}"/><circle cx="176" cy="131" r="9" fill="${GLASS}"/><circle cx="200" cy="225" r="12" fill="${accent}"/>`,
  laptop: ({ body, shade, accent }) =>
    `<rect x="95" y="120" width="210" height="150" rx="12" fill="${shade}"/><rect x="106" y="131" width="188" height="126" rx="4" fill="${DARK}"/>
<path d="M106 225l70-50 48 34 70-56v104H106z" fill="${accent}" opacity=".8"/><path d="M70 300l25-30h210l25 30v10a12 12 0 0 1-12 12H82a12 12 0 0 1-12-12z" fill="${body}"/><rect x="165" y="300" width="70" height="8" rx="4" fill="${shade}"/>`,
  camera: ({ body, shade, accent }) =>
    `<path d="M85 160h60l18-30h74l18 30h60a16 16 0 0 1 16 16v130a16 16 0 0 1-16 16H85a16 16 0 0 1-16-16V176a16 16 0 0 1 16-16z" fill="${body}"/><rect x="69" y="200" width="262" height="62" fill="${shade}"/>
<circle cx="200" cy="232" r="66" fill="${DARK}"/><circle cx="200" cy="232" r="42" fill="${GLASS}"/><circle cx="200" cy="232" r="22" fill="${shade}"/><rect x="280" y="140" width="34" height="14" rx="5" fill="${accent}"/>`,
  lamp: ({ body, shade, accent }) =>
    `<path d="M148 90h104l44 112H104z" fill="${body}"/><path d="M104 202h192l8 20H96z" fill="${shade}"/><ellipse cx="200" cy="224" rx="82" ry="12" fill="#ffe9a8"/>
<rect x="193" y="226" width="14" height="86" fill="${accent}"/><rect x="140" y="310" width="120" height="20" rx="10" fill="${shade}"/>`,
  mug: ({ body, shade, accent }) =>
    `<path d="M265 180h26a44 44 0 0 1 0 100h-30" fill="none" stroke="${shade}" stroke-width="20"/><path d="M115 140h160v150a40 40 0 0 1-40 40h-80a40 40 0 0 1-40-40z" fill="${body}"/>
<ellipse cx="195" cy="140" rx="80" ry="16" fill="${shade}"/><ellipse cx="195" cy="142" rx="66" ry="10" fill="#4b2f20"/><path d="M115 240h160v22H115z" fill="${accent}"/>`,
  pan: ({ body, shade, accent }) =>
    `<rect x="255" y="205" width="110" height="24" rx="12" fill="${shade}" transform="rotate(-18 255 217)"/><circle cx="345" cy="182" r="6" fill="${accent}"/>
<path d="M60 220h220l-16 76a34 34 0 0 1-34 28H110a34 34 0 0 1-34-28z" fill="${body}"/><ellipse cx="170" cy="220" rx="110" ry="24" fill="${shade}"/><ellipse cx="170" cy="223" rx="92" ry="17" fill="${DARK}"/>`,
  kettle: ({ body, shade, accent }) =>
    `<path d="M130 165a70 70 0 0 1 140 0" fill="none" stroke="${DARK}" stroke-width="16"/><path d="M255 236l92-60 8 14-70 104z" fill="${shade}"/>
<path d="M110 310c0-90 30-145 90-145s90 55 90 145a20 20 0 0 1-20 20H130a20 20 0 0 1-20-20z" fill="${body}"/><ellipse cx="200" cy="170" rx="46" ry="12" fill="${shade}"/><circle cx="200" cy="154" r="11" fill="${accent}"/>`,
  chair: ({ body, shade, accent }) =>
    `<path d="M130 230l-16 100M270 230l16 100M150 230v84M250 230v84" stroke="${shade}" stroke-width="14" stroke-linecap="round"/><rect x="128" y="70" width="144" height="70" rx="20" fill="${body}"/>
<path d="M142 130v90M258 130v90" stroke="${shade}" stroke-width="14"/><rect x="112" y="212" width="176" height="28" rx="14" fill="${accent}"/>`,
  cushion: ({ body, shade, accent }) =>
    `<path d="M100 130q100 26 200 0q-26 100 0 200q-100-26-200 0q26-100 0-200z" fill="${body}"/><path d="M128 156q72 16 144 0M128 304q72-16 144 0" fill="none" stroke="${shade}" stroke-width="5"/>
<path d="M160 190l80 80M240 190l-80 80" stroke="${shade}" stroke-width="4"/><circle cx="200" cy="230" r="12" fill="${accent}"/>`,
  tent: ({ body, shade, accent }) =>
    `<path d="M200 110L60 330h280z" fill="${body}"/><path d="M200 110l60 220h80z" fill="${shade}"/><path d="M200 175l-46 155h92z" fill="${DARK}"/>
<path d="M200 175l-46 155-18 0z" fill="${accent}"/><path d="M190 96l20 30M210 96l-20 30" stroke="${DARK}" stroke-width="5"/>`,
  roll: ({ body, shade, accent }) =>
    `<rect x="80" y="210" width="230" height="120" rx="56" fill="${body}"/><ellipse cx="300" cy="270" rx="42" ry="60" fill="${shade}"/><path d="M300 270m-22 0a22 32 0 1 1 22 32a12 18 0 1 1 0-34" fill="none" stroke="${body}" stroke-width="8"/>
<path d="M140 210v120M220 210v120" stroke="${accent}" stroke-width="12"/>`,
  stove: ({ body, shade, accent }) =>
    `<path d="M150 190h100l14 26H136z" fill="${shade}"/><path d="M130 190h-20M270 190h20M160 170v20M240 170v20" stroke="${DARK}" stroke-width="10" stroke-linecap="round"/><path d="M175 180q-8-40 25-70q34 34 24 70z" fill="#f5a142"/><path d="M188 180q0-22 12-38q14 20 12 38z" fill="#fbe08a"/>
<rect x="186" y="214" width="28" height="30" fill="${DARK}"/><rect x="128" y="240" width="144" height="90" rx="30" fill="${body}"/><rect x="128" y="272" width="144" height="22" fill="${accent}"/>`,
  backpack: ({ body, shade, accent }) =>
    `<path d="M170 100a30 30 0 0 1 60 0" fill="none" stroke="${shade}" stroke-width="12"/><path d="M118 180a82 90 0 0 1 164 0v120a30 30 0 0 1-30 30H148a30 30 0 0 1-30-30z" fill="${body}"/>
<rect x="142" y="228" width="116" height="84" rx="18" fill="${shade}"/><path d="M142 252h116" stroke="${accent}" stroke-width="6"/><rect x="160" y="150" width="80" height="14" rx="7" fill="${accent}"/><path d="M118 220h-16v70h16M282 220h16v70h-16" fill="${shade}"/>`,
  bottle: ({ body, shade, accent }) =>
    `<rect x="172" y="70" width="56" height="46" rx="10" fill="${DARK}"/><path d="M172 116h56c4 26 28 30 28 66v122a26 26 0 0 1-26 26h-60a26 26 0 0 1-26-26V182c0-36 24-40 28-66z" fill="${body}"/>
<path d="M228 116c4 26 28 30 28 66v122a26 26 0 0 1-26 26h-14c14-60 14-150-2-214z" fill="${shade}"/><rect x="144" y="224" width="112" height="30" fill="${accent}"/>`,
  boot: ({ body, shade, accent }) =>
    `<path d="M140 110h94v116l74 34a34 34 0 0 1 20 32v14H128V150z" fill="${body}"/><path d="M140 110h94v30h-94z" fill="${shade}"/><path d="M120 300h212v16a14 14 0 0 1-14 14H134a14 14 0 0 1-14-14z" fill="${DARK}"/>
<path d="M204 162l34 8M204 188l36 8M204 214l44 12M222 234l46 16" stroke="${accent}" stroke-width="8" stroke-linecap="round"/>`,
  sneaker: ({ body, shade, accent }) =>
    `<path d="M80 220q40 14 66-22l26-8 62 56 70 20a34 34 0 0 1 24 34H76z" fill="${body}"/><path d="M80 220q24 8 44-2l-8 82H76z" fill="${shade}"/><path d="M66 298h268v14a18 18 0 0 1-18 18H84a18 18 0 0 1-18-18z" fill="${PAPER}"/>
<path d="M180 212l-22 22M200 230l-22 22M220 246l-22 22" stroke="${accent}" stroke-width="8" stroke-linecap="round"/>`,
  shirt: ({ body, shade, accent }) =>
    `<path d="M150 100l-80 50 30 60 32-18v138h136V192l32 18 30-60-80-50q-50 46-100 0z" fill="${body}"/><path d="M150 100q50 46 100 0l12 7q-62 66-124 0z" fill="${shade}"/><rect x="216" y="180" width="34" height="38" rx="4" fill="${accent}"/>`,
  jumper: ({ body, shade, accent }) =>
    `<path d="M152 96l-62 34-36 170 38 10 40-120v140h136V190l40 120 38-10-36-170-62-34q-48 30-96 0z" fill="${body}"/><path d="M152 96q48 30 96 0l4 20q-52 34-104 0zM132 308h136v22H132z" fill="${shade}"/>
<path d="M132 200l17 16 17-16 17 16 17-16 17 16 17-16 17 16 17-16" fill="none" stroke="${accent}" stroke-width="8"/>`,
  trousers: ({ body, shade, accent }) =>
    `<path d="M136 80h128l22 250h-62l-24-160-24 160h-62z" fill="${body}"/><path d="M136 80h128l3 26H133z" fill="${shade}"/><path d="M140 120q22 4 26 28M260 120q-22 4-26 28M200 106v64" fill="none" stroke="${shade}" stroke-width="5"/><circle cx="200" cy="93" r="6" fill="${accent}"/>`,
  hat: ({ body, shade, accent }) =>
    `<path d="M122 278c0-90 30-128 78-128s78 38 78 128z" fill="${body}"/><path d="M122 254h156v26H122z" fill="${accent}"/><ellipse cx="200" cy="294" rx="142" ry="36" fill="${shade}"/><path d="M122 278q78 34 156 0l2 14q-80 36-160 0z" fill="${body}"/>`,
  tote: ({ body, shade, accent }) =>
    `<path d="M150 170V130a50 50 0 0 1 100 0v40" fill="none" stroke="${shade}" stroke-width="14"/><path d="M100 160h200l18 170H82z" fill="${body}"/><path d="M100 160h200l3 24H97z" fill="${shade}"/><circle cx="200" cy="256" r="34" fill="${accent}"/>`,
  book: ({ body, shade, accent }) =>
    `<path d="M120 80h150a16 16 0 0 1 16 16v234H136a16 16 0 0 1-16-16z" fill="${shade}"/><path d="M136 300h150v26H136z" fill="${PAPER}"/><path d="M120 80h150a16 16 0 0 1 16 16v208H136a16 16 0 0 0-16 16z" fill="${body}"/>
<rect x="158" y="120" width="96" height="12" rx="6" fill="${accent}"/><rect x="172" y="144" width="68" height="8" rx="4" fill="${accent}"/><circle cx="206" cy="222" r="34" fill="none" stroke="${accent}" stroke-width="8"/>`,
  notebook: ({ body, shade, accent }) =>
    `<rect x="122" y="76" width="162" height="254" rx="14" fill="${body}"/><path d="M122 90a14 14 0 0 1 14-14h16v254h-16a14 14 0 0 1-14-14z" fill="${shade}"/><rect x="256" y="76" width="9" height="254" fill="${accent}"/><rect x="172" y="126" width="66" height="40" rx="4" fill="${PAPER}"/>`,
  pen: ({ body, shade, accent }) =>
    `<g transform="rotate(38 200 210)"><rect x="182" y="60" width="36" height="150" rx="16" fill="${body}"/><rect x="210" y="76" width="9" height="90" rx="4" fill="${accent}"/><rect x="184" y="206" width="32" height="14" fill="${accent}"/>
<path d="M184 220h32l-4 66h-24z" fill="${shade}"/><path d="M188 286h24l-12 50z" fill="#d8b65a"/><path d="M200 300v34" stroke="${DARK}" stroke-width="2"/></g>`,
  inkwell: ({ body, shade, accent }) =>
    `<rect x="160" y="110" width="80" height="52" rx="10" fill="${DARK}"/><path d="M150 162h100l50 70v78a20 20 0 0 1-20 20H120a20 20 0 0 1-20-20v-78z" fill="${GLASS}"/><path d="M112 240h176v66a14 14 0 0 1-14 14H126a14 14 0 0 1-14-14z" fill="${body}"/>
<rect x="140" y="252" width="120" height="50" rx="4" fill="${PAPER}"/><path d="M156 270h88" stroke="${shade}" stroke-width="7"/><path d="M170 286h60" stroke="${accent}" stroke-width="6"/>`,
  calendar: ({ body, shade, accent }) =>
    `<rect x="90" y="100" width="220" height="230" rx="14" fill="${PAPER}"/><path d="M90 114a14 14 0 0 1 14-14h192a14 14 0 0 1 14 14v46H90z" fill="${body}"/><path d="M140 84v36M260 84v36" stroke="${shade}" stroke-width="12" stroke-linecap="round"/>
<path d="M120 200h160M120 240h160M120 280h160M160 180v124M200 180v124M240 180v124" stroke="#c9c4b8" stroke-width="4"/><circle cx="220" cy="260" r="16" fill="${accent}"/>`,
  blocks: ({ body, shade, accent }) =>
    `<rect x="90" y="240" width="90" height="90" rx="8" fill="${body}"/><rect x="190" y="240" width="120" height="90" rx="8" fill="${accent}"/><path d="M220 330a30 34 0 0 1 60 0z" fill="${PAPER}"/><rect x="130" y="170" width="120" height="62" rx="8" fill="${shade}"/><path d="M190 84l62 80H128z" fill="${body}"/>`,
  bear: ({ body, shade, accent }) =>
    `<circle cx="142" cy="104" r="28" fill="${shade}"/><circle cx="258" cy="104" r="28" fill="${shade}"/><ellipse cx="200" cy="258" rx="80" ry="74" fill="${body}"/><circle cx="200" cy="148" r="70" fill="${body}"/><ellipse cx="200" cy="172" rx="30" ry="23" fill="${PAPER}"/>
<circle cx="174" cy="138" r="7" fill="${DARK}"/><circle cx="226" cy="138" r="7" fill="${DARK}"/><ellipse cx="200" cy="164" rx="10" ry="7" fill="${DARK}"/><path d="M158 214h84l-42 26z" fill="${accent}"/><ellipse cx="140" cy="312" rx="32" ry="20" fill="${shade}"/><ellipse cx="260" cy="312" rx="32" ry="20" fill="${shade}"/>`,
  puzzle: ({ body, shade, accent }) =>
    `<path d="M90 130h90q-16-40 20-40t20 40h90v80q40-14 40 20t-40 20v80H90v-80q40 14 40-20t-40-20z" fill="${body}"/><path d="M90 330h220v-80q-50 20-110 0t-110 0z" fill="${shade}"/><circle cx="262" cy="176" r="20" fill="${accent}"/>`,
  'game-box': ({ body, shade, accent }) =>
    `<path d="M80 170h240v160H80z" fill="${body}"/><path d="M80 170l30-40h180l30 40z" fill="${shade}"/><rect x="150" y="200" width="100" height="100" rx="16" fill="${PAPER}"/>
<g fill="${accent}"><circle cx="175" cy="225" r="10"/><circle cx="225" cy="225" r="10"/><circle cx="200" cy="250" r="10"/><circle cx="175" cy="275" r="10"/><circle cx="225" cy="275" r="10"/></g>`,
  train: ({ body, shade, accent }) =>
    `<rect x="90" y="130" width="90" height="150" rx="10" fill="${shade}"/><rect x="108" y="150" width="54" height="50" rx="6" fill="${GLASS}"/><rect x="170" y="200" width="140" height="80" rx="20" fill="${body}"/><path d="M250 200v-60h-12l-6-20h56l-6 20h-12v60z" fill="${accent}"/>
<g fill="${DARK}"><circle cx="128" cy="298" r="32"/><circle cx="212" cy="304" r="26"/><circle cx="280" cy="304" r="26"/></g><g fill="${accent}"><circle cx="128" cy="298" r="10"/><circle cx="212" cy="304" r="8"/><circle cx="280" cy="304" r="8"/></g>`,
  kite: ({ body, shade, accent }) =>
    `<path d="M210 60l90 100-90 130z" fill="${shade}"/><path d="M210 60l-90 100 90 130z" fill="${body}"/><path d="M120 160h180M210 60v230" stroke="${PAPER}" stroke-width="4"/><path d="M210 290q-50 20-20 40t-40 20" fill="none" stroke="${DARK}" stroke-width="4"/>
<path d="M196 318l-22-10v20zM196 318l22-6-4 20z" fill="${accent}"/>`,
} as const satisfies Record<string, Shape>;

export type ShapeName = keyof typeof SHAPES;
