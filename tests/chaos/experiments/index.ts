import { afterSalesUndisturbed } from './after-sales.js';
import { clientGone } from './client-gone.js';
import type { Experiment } from './experiment.js';
import { flashSale } from './flash-sale.js';
import { followers } from './followers.js';
import { delayAtFailpoints, failAtFailpoints, killAtFailpoints, killBeforeCommit } from './kill-at-failpoints.js';
import { lastCoupon } from './last-coupon.js';
import { lostReplies } from './lost-replies.js';
import { badAnswers, postgresStop, randomKills, redisKill, standstill, wrongClocks } from './outages.js';
import { overload } from './overload.js';
import { races } from './races.js';
import { sameKey } from './same-key.js';
import { strangers } from './strangers.js';
import { twoRefunds } from './two-refunds.js';
import { twoTabs } from './two-tabs.js';
import { webhookOrders } from './webhook-orders.js';
import { webhookStorm } from './webhook-storm.js';

/** In the order of a short run: what finds most comes first. */
export const experiments: readonly Experiment[] = [
  strangers,
  sameKey,
  twoTabs,
  flashSale,
  twoRefunds,
  lastCoupon,
  races,
  lostReplies,
  killBeforeCommit,
  afterSalesUndisturbed,
  webhookOrders,
  followers,
  webhookStorm,
  overload,
  killAtFailpoints,
  failAtFailpoints,
  delayAtFailpoints,
  clientGone,
  badAnswers,
  standstill,
  wrongClocks,
  redisKill,
  postgresStop,
  randomKills,
];
