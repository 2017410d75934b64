import type { ChangeIntent } from '../revision-ir.ts';
import { applyCheck } from './apply-check.ts';
import { applyOperation } from './apply-operation.ts';
import { applyRemoval } from './apply-removal.ts';
import { applyRows } from './apply-rows.ts';
import { applyName, applyNotification, applyPolicy } from './apply-run-rules.ts';
import { applySchedule } from './apply-schedule.ts';
import { applyTarget } from './apply-target.ts';
import { applyLoad, applyWrite } from './apply-write.ts';
import type { Working } from './working.ts';

/** Makes one change; what is unclear about it becomes a question, and that part stays as it was. */
export function applyChange(working: Working, change: ChangeIntent): void {
  switch (change.about) {
    case 'operation':
      return applyOperation(working, change);
    case 'rows':
      return applyRows(working, change);
    case 'removal':
      return applyRemoval(working, change);
    case 'schedule':
      return applySchedule(working, change);
    case 'write':
      return applyWrite(working, change.write);
    case 'load':
      return applyLoad(working, change.load, change.evidence.text);
    case 'target':
      return applyTarget(working, change);
    case 'check':
      return applyCheck(working, change.check);
    case 'notification':
      return applyNotification(working, change);
    case 'policy':
      return applyPolicy(working, change.policy, change.evidence.text);
    case 'name':
      return applyName(working, change.name);
  }
}
