import type { CatalogueEntry } from './read-entry.js';

/**
 * Categories told by an attribute that only their products carry; the first that matches wins, so that what is measured on many
 * things (cables, weights) stands behind what is measured on few.
 */
const TELLING_ATTRIBUTES: readonly (readonly [category: string, attributes: readonly string[]])[] = [
  ['Toys & games', ['recommended_age__min']],
  ['Printers & scanners', ['maximum_duty_cycle', 'total_input_capacity', 'optical_scanning_resolution']],
  ['Ink & toner', ['printing_colours', 'ink_type', 'black_toner_page_yield', 'colour_toner_page_yield', 'page_yield']],
  [
    'Labels & paper',
    ['labels_per_pack', 'labels_per_sheet', 'media_sheets_per_package', 'media_weight', 'print_media_weight'],
  ],
  ['Memory', ['memory_clock_speed', 'component_for', 'buffered_memory_type']],
  ['Processor', ['processor_socket']],
  ['Computers', ['operating_system_installed', 'processor_family']],
  ['Projector lamps', ['lamp_type', 'bulb_power']],
  ['Screens & televisions', ['display_diagonal', 'display_resolution']],
  ['Cameras & lenses', ['megapixel', 'lens_structure__elements_groups', 'filter_size']],
  ['Audio', ['headphone_frequency', 'wearing_style', 'rms_rated_power']],
  ['Keyboards & mice', ['movement_detection_technology', 'keyboard_style', 'buttons_quantity']],
  ['Calculators', ['digits']],
  [
    'Storage',
    ['hdd_capacity', 'ssd_capacity', 'hd_type', 'tape_type', 'write_speed', 'read_speed', 'total_storage_capacity'],
  ],
  ['Networking', ['ethernet_lan__rj_45__ports', 'data_transfer_rate', 'networking_standards', 'networking_features']],
  ['Power', ['output_power_capacity', 'ac_outlets_quantity', 'battery_technology', 'battery_capacity', 'output_power']],
  ['Cables & adapters', ['cable_length', 'connector_1', 'connector_gender', 'cable_type']],
  ['Bags & cases', ['case_type', 'maximum_screen_size_compatibility']],
  ['Mounts & racks', ['maximum_weight_capacity', 'rack_capacity']],
  ['Warranties & services', ['number_of_years']],
];

const FALLBACK = 'Accessories & parts';

/** The name of its category: its product type, else what its attributes tell, else a word for the rest. */
export function categoryOfEntry({ productType, attributes }: CatalogueEntry): string {
  // Some feeds fill the type with a number or with the field's own name.
  if (productType !== null && /\p{L}{2}/u.test(productType) && productType !== 'Number') return productType;
  const told = TELLING_ATTRIBUTES.find(([, keys]) => keys.some((key) => Object.hasOwn(attributes, key)));
  return told?.[0] ?? FALLBACK;
}
