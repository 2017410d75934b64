import type { Evidence } from '../../ir/index.ts';
import type { ChangeIntent } from '../revision-ir.ts';
import { words } from './command-words.ts';

const pipeline = words(
  'the pipeline',
  'this pipeline',
  'pipeline',
  'it',
  'job',
  'the job',
  'пайплайн',
  'конвейер',
  'задачу',
  'его',
  'её',
  'ее',
);
const named = new RegExp(
  String.raw`^(?:${words('rename', 'call', 'name', 'переименуй*', 'назови*')}\s+${pipeline}\s+(?:${words('to', 'as', 'в', 'на')}\s+)?|${words('change', 'set', 'update', 'измени*', 'смени*', 'поменяй*')}\s+${words('the name', 'its name', 'name', "the pipeline's name", 'имя', 'название')}\s+(?:${words('of the pipeline', 'of this pipeline', 'пайплайна')}\s+)?${words('to', 'на')}\s+)["'«]?([\p{L}\p{N}_ -]{1,128}?)["'»]?$`,
  'iu',
);

/** "call it daily_orders" */
export function readRenaming(clause: Evidence): ChangeIntent | null {
  const name = named.exec(clause.text)?.[1]?.trim();
  return name === undefined || name === '' ? null : { about: 'name', name, evidence: clause };
}
