/** Where the public can follow a parcel, by the carrier's name in lower case. */
const TRACKING_PAGES: Readonly<Record<string, (number: string) => string>> = {
  ups: (number) => `https://www.ups.com/track?tracknum=${number}`,
  fedex: (number) => `https://www.fedex.com/fedextrack/?trknbr=${number}`,
  usps: (number) => `https://tools.usps.com/go/TrackConfirmAction?tLabels=${number}`,
  dhl: (number) => `https://www.dhl.com/global-en/home/tracking.html?tracking-id=${number}`,
  dpd: (number) => `https://www.dpdgroup.com/nl/mydpd/my-parcels/track?parcelNumber=${number}`,
  gls: (number) => `https://gls-group.com/EU/en/parcel-tracking?match=${number}`,
  postnl: (number) => `https://jouw.postnl.nl/track-and-trace/${number}`,
  'royal mail': (number) => `https://www.royalmail.com/track-your-item#/tracking-results/${number}`,
  'canada post': (number) => `https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor=${number}`,
  'australia post': (number) => `https://auspost.com.au/mypost/track/details/${number}`,
  'la poste': (number) => `https://www.laposte.fr/outils/suivre-vos-envois?code=${number}`,
  'japan post': (number) => `https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1=${number}`,
  yamato: (number) => `https://member.kms.kuronekoyamato.co.jp/parcel/detail?pno=${number}`,
  aramex: (number) => `https://www.aramex.com/track/results?ShipmentNumber=${number}`,
};

/** @returns null for a carrier we know no page of */
export function trackingUrl(carrier: string, trackingNumber: string): string | null {
  const name = carrier.toLowerCase();
  if (!Object.hasOwn(TRACKING_PAGES, name)) return null;
  return TRACKING_PAGES[name]?.(encodeURIComponent(trackingNumber)) ?? null;
}
