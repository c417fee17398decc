import type { Config } from '../../shared/config';
import { openClients } from './client-file';
import { demoClientsFile } from './demo-client';
import type { DciParts } from './desk';
import type { DciStore } from './store';

const NOBODY: DciParts['clients'] = { current: new Map() };

/**
 * The DCI adapter as it is set; undefined in production where nobody is registered.
 * @throws CodedError CONFIG_INVALID
 */
export function openDci(config: Config, store: DciStore): DciParts | undefined {
  const { id, keys } = config.dci;
  const file = demoClientsFile(config);
  return keys && { id, keys, store, clients: file === undefined ? NOBODY : openClients(file) };
}
