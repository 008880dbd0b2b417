import { parentPort, workerData } from 'node:worker_threads';
import { parse } from 'graphql';
import { loadSupergraph } from '../supergraph/load-supergraph.js';
import { buildPlan } from './build-plan.js';
import type { MadePlan, ThreadAnswer, ThreadData, ThreadRequest } from './planning-thread.js';
import { runInTimeBox, TimeBoxError } from './run-in-time-box.js';

/** What runs in a planning thread. */
const { supergraphSdl, planningMs }: ThreadData = workerData;
const supergraph = loadSupergraph(supergraphSdl);

parentPort?.on('message', (request: ThreadRequest) => parentPort?.postMessage(answerTo(request)));

function answerTo({ id, document, overrides }: ThreadRequest): ThreadAnswer {
  try {
    return { id, ...makePlan(document, overrides) };
  } catch (error) {
    return { id, kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function makePlan(document: string, overrides: Map<string, boolean>): MadePlan {
  const request = { document: parse(document, { noLocation: true }), overrides };
  try {
    return { kind: 'plan', plan: runInTimeBox(() => buildPlan(supergraph, request), planningMs) };
  } catch (error) {
    if (error instanceof TimeBoxError) return { kind: 'too-long' };
    throw error;
  }
}
