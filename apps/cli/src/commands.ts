import { ask } from './commands/ask.ts';
import { code } from './commands/code.ts';
import { configure, connectors } from './commands/connectors.ts';
import { connections } from './commands/connections.ts';
import { deploy, pause, resume } from './commands/deploy.ts';
import { answer, generate } from './commands/generate.ts';
import { createKey, keys, revokeKey } from './commands/keys.ts';
import { login, logout } from './commands/login.ts';
import { logs } from './commands/logs.ts';
import { invite, members } from './commands/members.ts';
import { pipelines } from './commands/pipelines.ts';
import { plan } from './commands/plan.ts';
import { preview } from './commands/preview.ts';
import { profile } from './commands/profile.ts';
import { run } from './commands/run.ts';
import { cancel, runs } from './commands/runs.ts';
import { createWebhook, deleteWebhook, webhooks } from './commands/webhooks.ts';
import { whoami } from './commands/whoami.ts';
import type { CommandGroup } from './help.ts';

/** Every command, in the order of the help. */
export const commandGroups: readonly CommandGroup[] = [
  {
    title: 'Pipelines',
    commands: [generate, answer, plan, pipelines, code, deploy, pause, resume],
  },
  { title: 'Runs', commands: [run, runs, logs, cancel] },
  { title: 'Data', commands: [connections, connectors, configure, profile, preview, ask] },
  { title: 'Notifications', commands: [webhooks, createWebhook, deleteWebhook] },
  { title: 'You', commands: [login, logout, whoami, keys, createKey, revokeKey] },
  { title: 'Your organisation', commands: [members, invite] },
];
