import type { AuditRecord } from '@ai-etl/store';
import type { AuditPorts } from '../http/audit-trail.ts';

/** An audit log that tests of the HTTP layer can look into. */
export function memoryAudit(records: AuditRecord[] = []): AuditPorts['audit'] {
  return {
    beginAudit: () => Promise.resolve('aud_1'),
    finishAudit: () => Promise.resolve(),
    hashResource: () => Promise.resolve(null),
    recordAudit: (record) => {
      records.push(record);
      return Promise.resolve();
    },
  };
}
