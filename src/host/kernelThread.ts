import { parentPort } from 'node:worker_threads';
import { crewMember, type CrewOrder } from '../core/kernel/crewMember.js';

/* What a thread of Node runs as a member of a crew: its own small bundle, without the kernels, which it is sent compiled. */

const obey = crewMember((pass) => parentPort?.postMessage(pass));

// The orders are the crew's own, typed where they are posted.
parentPort?.on('message', (order: CrewOrder) => obey(order));
