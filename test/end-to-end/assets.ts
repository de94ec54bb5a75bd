import { fileURLToPath } from 'node:url';

/** The bundled calls. */
export const ASSETS = fileURLToPath(new URL('../../assets/calls', import.meta.url));
