import { asAdmin } from './database';
import { addFamilies } from './people';
import type { TestIds } from './people';
import { viewerOf } from './platform';
import type { TestPlatform } from './platform';
import type { Viewer } from '../../shared/viewer';

export const NIK = '3204054101809001';
export const REASON = 'asked for in a letter';

export const dpo = viewerOf('DPO', { subject: 'dpo one', regionCodes: ['ID'] });
export const secondDpo = viewerOf('DPO', { subject: 'dpo two', regionCodes: ['ID'] });
export const dinsos = viewerOf('DINSOS', { regionCodes: ['3204'] });

/** Two families: one with PKH, a mother with a child and a grown-up son; one in no program. */
export function addPeople(platform: TestPlatform): Promise<TestIds> {
  return addFamilies(platform, [
    {
      key: 'served',
      kpmFlags: ['PKH'],
      members: [
        { key: 'mother', name: 'Sarni Wulandaru', nik: NIK, disabilities: ['FISIK'] },
        { key: 'child', name: 'Sinta Wulandaru', birthDate: '2020-05-05', role: 'CHILD' },
        { key: 'son', name: 'Sarno Wulandaru', birthDate: '2000-05-05', role: 'CHILD' },
      ],
    },
    {
      key: 'alone',
      members: [{ key: 'widow', name: 'Marni Lestariwan', nik: '3204054101709002', disabilities: ['FISIK'] }],
    },
  ]);
}

/** The graph and the tables as the tests of rights use them. */
export class RightDesk {
  private keys = 0;

  constructor(
    private readonly platform: TestPlatform,
    readonly ids: TestIds,
  ) {}

  sql(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return asAdmin(
      async (client) => (await client.query(text, values)).rows as Record<string, unknown>[],
      this.platform.database.adminUrl,
    );
  }

  /** Runs a mutation about a person; answers what it gave, or the codes of its errors. */
  async about(mutation: string, viewer: Viewer, person: string, more: object = {}): Promise<Record<string, unknown>> {
    this.keys += 1;
    const input = { person: this.ids.person(person), reason: REASON, clientKey: `right-key-${this.keys}`, ...more };
    return this.ask(mutation, viewer, 'PersonRightInput', input);
  }

  /** Carries a proposal out. */
  async erase(viewer: Viewer, proposal: string, more: object = {}): Promise<Record<string, unknown>> {
    this.keys += 1;
    return this.ask('erasePerson', viewer, 'ErasePersonInput', {
      proposal,
      clientKey: `right-key-${this.keys}`,
      ...more,
    });
  }

  async name(viewer: Viewer, person: string): Promise<unknown> {
    const query = 'query N($id: ID!) { person(id: $id) { fullName } }';
    const { data } = await this.platform.ask<{ person: { fullName: string | null } | null }>(viewer, query, {
      id: this.ids.person(person),
    });
    return data?.person?.fullName;
  }

  async events(): Promise<unknown[]> {
    const rows = await this.sql('SELECT event FROM beneficiaries.right_event ORDER BY id');
    return rows.map(({ event }) => event);
  }

  private async ask(mutation: string, viewer: Viewer, type: string, input: object): Promise<Record<string, unknown>> {
    const fields =
      { restrictProcessing: 'person restrictedAt', liftRestriction: 'person restrictedAt' }[mutation] ??
      'id personId carriedOutAt';
    const query = `mutation M($input: ${type}!) { ${mutation}(input: $input) { ${fields} } }`;
    const { data, errors } = await this.platform.ask(viewer, query, { input });
    if (errors.length > 0) return { code: errors[0]?.extensions['code'] };
    return data?.[mutation] as Record<string, unknown>;
  }
}
