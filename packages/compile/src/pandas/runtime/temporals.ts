/** Dates and times. An instant is read in UTC. */
export const temporalFunctions: readonly string[] = [
  String.raw`
def fn_date_trunc(unit, x):
    """Weeks begin on Monday."""
    if x is None:
        return None
    day = x.date() if isinstance(x, datetime) else x
    if unit == "week":
        day = day - timedelta(days=day.weekday())
    elif unit in ("month", "quarter", "year"):
        month = {"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}[unit]
        day = day.replace(month=month, day=1)
    if not isinstance(x, datetime):
        return day
    parts = ["hour", "minute", "second"]
    kept = parts[: parts.index(unit) + 1] if unit in parts else []
    return datetime(day.year, day.month, day.day, *(getattr(x, part) for part in kept), tzinfo=x.tzinfo)
`,
  String.raw`
def fn_date_part(part, x):
    if x is None:
        return None
    if part == "quarter":
        return (x.month - 1) // 3 + 1
    if part == "week":
        return x.isocalendar()[1]
    if part in ("dow", "isodow"):
        return x.isoweekday() % (7 if part == "dow" else 8)
    return x.timetuple().tm_yday if part == "doy" else getattr(x, part)
`,
  String.raw`
def fn_date_add(x, count, unit):
    """A day that the month lacks becomes its last day."""
    if x is None or count is None:
        return None
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    if months is None:
        return x + timedelta(**{unit + "s": count})
    index = x.year * 12 + x.month - 1 + months * count
    year, month = divmod(index, 12)
    return x.replace(year=year, month=month + 1, day=min(x.day, calendar.monthrange(year, month + 1)[1]))
`,
  String.raw`
def fn_date_diff(unit, start, end):
    """How many starts of the unit lie after start, up to end."""
    if start is None or end is None:
        return None
    a, b = to_timestamp(start), to_timestamp(end)
    if unit in ("month", "quarter", "year"):
        size = {"month": 1, "quarter": 3, "year": 12}[unit]
        return (b.year * 12 + b.month - 1) // size - (a.year * 12 + a.month - 1) // size
    elapsed = fn_date_trunc(unit, b) - fn_date_trunc(unit, a)
    return elapsed // timedelta(**{unit + "s": 1})
`,
  String.raw`
def fn_at_time_zone(x, zone):
    return None if x is None else x.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
`,
];
