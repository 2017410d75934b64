export type { Evidence } from './evidence.ts';
export type { EndpointMention, ObjectMention } from './endpoint.ts';
export type { Comparison, Condition, FilterIntent, OperationIntent, Scalar } from './operation.ts';
export type { ScheduleIntent, ZoneMention } from './schedule.ts';
export type {
  CheckIntent,
  Conflict,
  LoadIntent,
  Note,
  NotificationIntent,
  PlannerIR,
  PolicyIntent,
  WriteIntent,
} from './planner-ir.ts';
