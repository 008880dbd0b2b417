export * from './address.type.js';
export * from './connection.js';
export * from './money.type.js';
export * from './scalars.js';
export * from './user-error.type.js';
