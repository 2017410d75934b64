export type { Evidence } from './evidence.ts';
export type { CheckIntent } from './check.ts';
export type { EndpointMention, EndpointOptions, FileFormat, ObjectMention } from './endpoint.ts';
export { openPoints, type OpenPoint } from './open-points.ts';
export type {
  Comparison,
  Condition,
  FilterIntent,
  GroupKey,
  Measure,
  OperationIntent,
  Scalar,
} from './operation.ts';
export type { ScheduleIntent, ZoneMention } from './schedule.ts';
export type {
  Conflict,
  LoadIntent,
  Note,
  NotificationIntent,
  ParsingIntent,
  PlannerIR,
  PolicyIntent,
  WriteIntent,
} from './planner-ir.ts';
