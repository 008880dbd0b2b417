import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { createWorld } from '../../../packages/demo-world/src/index.ts';
import { startPostgres } from '../../../packages/platform/src/embedded/postgres.ts';
import { startRedis } from '../../../packages/platform/src/embedded/redis.ts';
import { Resources } from '../../../packages/platform/src/resources.ts';
import { fillDatabases } from '../../../packages/platform/src/seed/fill-databases.ts';
import { readFillings } from '../../../packages/platform/src/seed/seed-marker.ts';
import { openDatabasesOn } from '../../../packages/platform/src/start/databases.ts';
import { generateKeys } from '../../../packages/platform/src/start/keys.ts';
import { ownProcesses } from '../../../packages/platform/src/start/own-processes.ts';
import { startPlatform } from '../../../packages/platform/src/start-platform.ts';
import { newId } from '../../../packages/subgraph-kit/src/index.ts';
import { cpuMicroseconds } from '../../processes/usage.mjs';

/** The whole of Souk, each part a process, with the demo world in it; and a connection to inventory's database. */
export async function startShop() {
  const resources = new Resources();
  try {
    const folder = mkdtempSync(join(tmpdir(), 'bench-checkout-'));
    await resources.add({ [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true, force: true }) });
    const cluster = await resources.add(await startPostgres({ dataDir: folder, durable: true }));
    const redis = await resources.add(await startRedis({ url: process.env.REDIS_URL, allowInProcess: false }));
    const databases = await openDatabasesOn(cluster.url('postgres'));
    await readFillings(databases); // marks them, as npm start does
    const keys = await generateKeys();
    const platform = await startPlatform(
      {
        databases,
        redisUrl: redis.url,
        keys,
        runner: ownProcesses,
        nodeEnv: 'test',
        logLevel: 'error',
        fill: () => fillDatabases(databases, 'demo', () => {}),
      },
      resources,
    );
    const sql = postgres(databases.inventory, { max: 10, onnotice: () => {} });
    await resources.add({ [Symbol.asyncDispose]: () => sql.end({ timeout: 5 }) });
    return { ...platform, keys, sql, cpu: cpuReader(), [Symbol.asyncDispose]: () => resources[Symbol.asyncDispose]() };
  } catch (error) {
    await resources[Symbol.asyncDispose]();
    throw error;
  }
}

const onSale = [...createWorld('demo').products()]
  .filter(({ isActive }) => isActive)
  .flatMap(({ variants }) => variants.filter(({ isActive }) => isActive));
let taken = 0;

/** A variant that was not sold in this run before, with exactly so many pieces to sell, all in one warehouse. */
export async function aHotItem({ sql }, units) {
  const variant = onSale[taken++];
  if (!variant) throw new Error('Nothing is left in the demo world: fewer rounds');
  const items = await sql`select * from stock_items where variant_id = ${variant.id} order by warehouse_id`;
  for (const [index, item] of items.entries()) {
    const wanted = (index === 0 ? units : 0) + item.safety_stock;
    await sql`insert into stock_movements (id, variant_id, warehouse_id, kind, on_hand_delta, reserved_delta)
      values (${newId()}, ${variant.id}, ${item.warehouse_id}, 'ADJUSTED', ${wanted + item.reserved - item.on_hand}, 0)`;
  }
  return variant.id;
}

/** Pieces that are held for orders or left with them. */
export async function keptOf({ sql }, variantId) {
  const [row] = await sql`select coalesce(sum(quantity), 0)::integer as kept
    from reservation_lines join reservations using (order_id)
    where variant_id = ${variantId} and status in ('HELD', 'COMMITTED')`;
  return row.kept;
}

const agent = new Agent({ keepAlive: true, maxSockets: 2_000 });

/** @returns the parsed answer; throws unless it is 200 */
export function post(url, headers, body) {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { agent, method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(JSON.parse(text));
          else reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 300)}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** @returns a function that tells the CPU milliseconds of each part so far; what this process does itself is `load` */
function cpuReader() {
  const parts = partsBelow(process.pid);
  return () => {
    const { user, system } = process.cpuUsage();
    const shares = Object.entries(parts).map(([name, pid]) => [name, cpuMicroseconds(pid) / 1_000]);
    return { ...Object.fromEntries(shares), load: (user + system) / 1_000 };
  };
}

const NAMES = [
  [/subgraphs\/([a-z]+)\/src\/main\.ts/, (match) => match[1]],
  [/router\/bin\/router\.mjs/, () => 'router'],
  [/bin\/postgres\b/, () => 'postgres'],
];

/** @returns pid by name, of the outermost process that carries it */
function partsBelow(pid) {
  const found = {};
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    const children = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean);
    for (const child of children) {
      const command = readFileSync(`/proc/${child}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const [pattern, nameOf] = NAMES.find(([each]) => each.test(command)) ?? [];
      if (pattern) found[nameOf(pattern.exec(command))] = child;
      else Object.assign(found, partsBelow(child));
    }
  }
  return found;
}
