// src/client/ask.ts
var AskError = class extends Error {
  name = "AskError";
  fault;
  constructor(fault) {
    super(fault.kind === "refused" ? fault.message : fault.kind);
    this.fault = fault;
  }
};
var VERSION = "anlan-data-version";
var AWAY = /* @__PURE__ */ new Set([429, 500, 502, 503, 504]);
async function ask(document, variables, { key, url = "/graphql", signal, seen = { version: null } }) {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${key}`,
      ...seen.version === null ? {} : { [VERSION]: seen.version }
    },
    body: JSON.stringify({ query: document.toString(), variables }),
    credentials: "omit",
    ...signal === void 0 ? {} : { signal }
  }).catch((error2) => {
    throw signal?.aborted ? error2 : new AskError({ kind: "away" });
  });
  if (response.status === 401) throw new AskError({ kind: "key" });
  if (AWAY.has(response.status)) throw new AskError({ kind: "away" });
  seen.version = response.headers.get(VERSION);
  const body = await response.json().catch(() => {
    throw new AskError({ kind: "away" });
  });
  const [error] = body.errors ?? [];
  if (error !== void 0 || !body.data) {
    const code = error?.extensions?.code ?? "INTERNAL";
    throw new AskError({ kind: "refused", code, message: error?.message ?? "no data" });
  }
  return body.data;
}

// schema/generated/graphql.ts
var TypedDocumentString = class extends String {
  __apiType;
  value;
  __meta__;
  constructor(value, __meta__) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }
  toString() {
    return this.value;
  }
};
var PointFragmentDoc = new TypedDocumentString(`
    fragment Point on IndicatorValue {
  period
  periodLabel(locale: $locale)
  periodEnd
  value
  formatted(locale: $locale)
  absence
  absenceReason(locale: $locale)
  coverage {
    share
  }
  interval {
    low
    high
  }
}
    `, { "fragmentName": "Point" });
var CellFragmentDoc = new TypedDocumentString(`
    fragment Cell on IndicatorValue {
  value
  formatted(locale: $locale)
  absence
  absenceReason(locale: $locale)
  basis
  periodLabel(locale: $locale)
  periodEnd
  coverage {
    expected
    reported
    share
  }
  change {
    printed(locale: $locale)
    direction
    verdict
    cautions
  }
  rank(within: PARENT) {
    position
    of
    tied
    movement
    scopeName
    indistinguishable {
      from
      to
    }
  }
}
    `, { "fragmentName": "Cell" });
var BeginningDocument = new TypedDocumentString(`
    query Beginning($regions: [ID!]!, $periods: [Period!]!, $codes: [ID!]!, $asOf: DateTime) {
  indicatorTable(
    indicators: $codes
    regions: { codes: $regions }
    periods: $periods
    asOf: $asOf
  ) {
    rows {
      period
      region {
        code
      }
      values {
        absence
      }
    }
  }
}
    `);
var BreakdownDocument = new TypedDocumentString(`
    query Breakdown($region: ID!, $code: ID!, $period: Period!, $by: ID!) {
  region(code: $region) {
    name
    indicator(code: $code, period: $period) {
      formatted
      breakdown(by: $by) {
        key
        label
        value
        share
      }
    }
  }
}
    `);
var CatalogueDocument = new TypedDocumentString(`
    query Catalogue($theme: Theme) {
  indicators(theme: $theme) {
    code
    name
    nameEn: name(locale: EN)
    kind
    direction
    decimals
    unit {
      code
      symbol
    }
    definition
    breakdowns
  }
}
    `);
var ChangesSinceDocument = new TypedDocumentString(`
    query ChangesSince($within: ID!, $indicators: [ID!]!, $after: ID!, $first: Int) {
  changes(within: $within, indicators: $indicators, after: $after, first: $first) {
    cursor
    version
    import {
      number
      dataset
      fileName
      committedAt
    }
    values {
      indicator {
        code
        name
      }
      region {
        code
        name
      }
      period
      before {
        formatted
        absence
      }
      after {
        formatted
        absence
      }
    }
    omitted
  }
}
    `);
var DataChangedDocument = new TypedDocumentString(`
    subscription DataChanged($within: ID!, $indicators: [ID!]!, $after: ID) {
  dataChanged(within: $within, indicators: $indicators, after: $after) {
    cursor
    version
    import {
      number
      fileName
    }
    values {
      indicator {
        code
      }
      region {
        code
      }
      period
      before {
        formatted
      }
      after {
        formatted
      }
    }
    omitted
  }
}
    `);
var DrillDownDocument = new TypedDocumentString(`
    query DrillDown($city: ID!, $codes: [ID!]!, $period: Period!) {
  region(code: $city) {
    name
    children {
      code
      name
      indicators(codes: $codes, period: $period) {
        indicator {
          code
          name
        }
        value
        formatted
        absence
        change(against: YEAR_ON_YEAR) {
          absolute
          relative
          printed
          verdict
          cautions
        }
        rank(within: CITY) {
          position
          of
          movement
        }
      }
    }
  }
}
    `);
var ExplanationDocument = new TypedDocumentString(`
    query Explanation($region: ID!, $code: ID!, $period: Period!, $asOf: DateTime, $locale: Locale! = ZH) {
  region(code: $region, asOf: $asOf) {
    name
    fullName
    indicator(code: $code, period: $period) {
      indicator {
        name(locale: $locale)
      }
      periodLabel(locale: $locale)
      formatted(locale: $locale)
      absenceReason(locale: $locale)
      exact
      numerator
      denominator
      basis
      definition
      explanation {
        definition(locale: $locale)
        formula(locale: $locale)
        parts {
          role
          measure
          label(locale: $locale)
          value
        }
        contributions {
          measure
          delta
          rows
          import {
            number
            dataset
            fileName
            committedAt
            synthetic
            source {
              title
              publishedOn
            }
          }
        }
        missing {
          count
          places {
            month
            dataset
            region {
              name
            }
          }
        }
        notes(locale: $locale)
      }
      reported {
        period
        comparison
        printed
        value
        low
        high
        unit {
          symbol(locale: $locale)
        }
        qualifier
        reconciliation
        quote
        source {
          title
          publisher
          publishedOn
        }
      }
      sentence(locale: $locale)
      sentenceEn: sentence(locale: EN)
    }
  }
}
    `);
var FindRegionsDocument = new TypedDocumentString(`
    query FindRegions($search: String!) {
  regions(search: $search, first: 12) {
    totalCount
    nodes {
      code
      name
      fullName
      level
    }
  }
}
    `);
var FocusViewDocument = new TypedDocumentString(`
    query FocusView($region: ID!, $code: ID!, $period: Period!, $asOf: DateTime, $locale: Locale!, $from: Period!, $to: Period!, $by: PeriodKind!, $earlierFrom: Period!, $earlierTo: Period!, $breakdown: ID!, $withBreakdown: Boolean!) {
  region(code: $region, asOf: $asOf) {
    indicator(code: $code, period: $period) {
      formatted(locale: $locale)
      sentence(locale: $locale)
      notes(locale: $locale)
      target {
        printed(locale: $locale)
        outcome
        reason(locale: $locale)
        inherited
        regionName
      }
      interval {
        low
        high
        level
        method
      }
      change {
        baseline {
          formatted(locale: $locale)
          periodLabel(locale: $locale)
        }
      }
      besideParent: change(against: PARENT) {
        printed(locale: $locale)
        baseline {
          formatted(locale: $locale)
          region {
            name
          }
        }
      }
      breakdown(by: $breakdown) @include(if: $withBreakdown) {
        key
        label(locale: $locale)
        value
        formatted(locale: $locale)
        share
      }
    }
    series(code: $code, from: $from, to: $to, by: $by) {
      ...Point
    }
    earlier: series(code: $code, from: $earlierFrom, to: $earlierTo, by: $by) {
      ...Point
    }
  }
}
    fragment Point on IndicatorValue {
  period
  periodLabel(locale: $locale)
  periodEnd
  value
  formatted(locale: $locale)
  absence
  absenceReason(locale: $locale)
  coverage {
    share
  }
  interval {
    low
    high
  }
}`);
var HeatTableDocument = new TypedDocumentString(`
    query HeatTable($region: ID!, $indicators: [ID!]!, $period: Period!) {
  indicatorTable(
    indicators: $indicators
    regions: { within: $region }
    periods: [$period]
  ) {
    indicators {
      code
      name
      direction
    }
    rows {
      region {
        code
        name
      }
      values {
        formatted
        absence
        absenceReason
        rank(within: PARENT) {
          position
          of
        }
        change {
          verdict
        }
      }
    }
  }
}
    `);
var MissingDocument = new TypedDocumentString(`
    query Missing($region: ID!, $code: ID!, $period: Period!, $asOf: DateTime) {
  region(code: $region, asOf: $asOf) {
    indicator(code: $code, period: $period) {
      coverage {
        expected
        reported
      }
      explanation {
        missing {
          count
          places {
            month
            dataset
            region {
              code
              name
            }
          }
        }
      }
    }
  }
}
    `);
var NewestDocument = new TypedDocumentString(`
    query Newest($region: ID!, $codes: [ID!]!, $asOf: DateTime) {
  indicatorTable(
    indicators: $codes
    regions: { codes: [$region] }
    periods: ["LATEST"]
    asOf: $asOf
  ) {
    periods
  }
}
    `);
var OverviewDocument = new TypedDocumentString(`
    query Overview($region: ID!, $codes: [ID!]!, $period: Period!) {
  region(code: $region) {
    fullName
    level
    kind
    indicators(codes: $codes, period: $period) {
      indicator {
        code
        name
        direction
        unit {
          symbol
        }
      }
      formatted
      basis
      coverage {
        expected
        reported
        share
      }
      change {
        printed
        verdict
        cautions
      }
      sentence
    }
  }
}
    `);
var RankingDocument = new TypedDocumentString(`
    query Ranking($city: ID!, $code: ID!, $period: Period!) {
  indicatorTable(
    indicators: [$code]
    regions: { within: $city, level: COUNTY }
    periods: [$period]
  ) {
    periods
    rows {
      region {
        code
        name
        kind
      }
      values {
        formatted
        absence
        absenceReason
        interval {
          low
          high
          level
        }
        rank(within: CITY) {
          position
          of
          tied
          excludedCount
          previousPosition
          movement
          indistinguishable {
            from
            to
          }
        }
      }
    }
  }
}
    `);
var RecordsDocument = new TypedDocumentString(`
    query Records($region: ID!, $filter: MediationFilter, $first: Int!, $after: String) {
  mediations(within: $region, filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      serial
      acceptedOn
      closedOn
      outcome {
        code
        label
      }
      type {
        label
      }
      amount
      region {
        fullName
      }
      origin {
        fileName
        sheet
        row
        import {
          number
          committedAt
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `);
var RegionViewDocument = new TypedDocumentString(`
    query RegionView($region: ID!, $codes: [ID!]!, $period: Period!, $courses: [Period!]!, $asOf: DateTime, $locale: Locale!) {
  region(code: $region, asOf: $asOf) {
    code
    name
    fullName
    level
    kind
    ancestors {
      code
      name
      level
    }
  }
  indicatorTable(
    indicators: $codes
    regions: { within: $region, includeSelf: true }
    periods: [$period]
    asOf: $asOf
  ) {
    periods
    data {
      version
      asOf
    }
    rows {
      region {
        code
        name
        shortName
        level
        kind
      }
      values {
        ...Cell
      }
    }
  }
  courses: indicatorTable(
    indicators: $codes
    regions: { codes: [$region] }
    periods: $courses
    asOf: $asOf
  ) {
    rows {
      period
      values {
        value
        formatted(locale: $locale)
      }
    }
  }
}
    fragment Cell on IndicatorValue {
  value
  formatted(locale: $locale)
  absence
  absenceReason(locale: $locale)
  basis
  periodLabel(locale: $locale)
  periodEnd
  coverage {
    expected
    reported
    share
  }
  change {
    printed(locale: $locale)
    direction
    verdict
    cautions
  }
  rank(within: PARENT) {
    position
    of
    tied
    movement
    scopeName
    indistinguishable {
      from
      to
    }
  }
}`);
var ScorecardCoursesDocument = new TypedDocumentString(`
    query ScorecardCourses($region: ID!, $codes: [ID!]!, $periods: [Period!]!, $asOf: DateTime, $locale: Locale!) {
  indicatorTable(
    indicators: $codes
    regions: { codes: [$region] }
    periods: $periods
    asOf: $asOf
  ) {
    rows {
      period
      values {
        periodLabel(locale: $locale)
        value
        formatted(locale: $locale)
      }
    }
  }
}
    `);
var ScorecardDocument = new TypedDocumentString(`
    query Scorecard($region: ID!, $codes: [ID!]!, $period: Period!, $asOf: DateTime, $locale: Locale!) {
  region(code: $region, asOf: $asOf) {
    code
    name
    fullName
    indicators(codes: $codes, period: $period) {
      indicator {
        code
        name(locale: $locale)
        theme
        themeName(locale: $locale)
        kind
        direction
        unit {
          symbol(locale: $locale)
        }
      }
      periodLabel(locale: $locale)
      value
      formatted(locale: $locale)
      absence
      absenceReason(locale: $locale)
      basis
      coverage {
        expected
        reported
      }
      change {
        printed(locale: $locale)
        verdict
        cautions
      }
      rank(within: PARENT) {
        position
        of
        scopeName
      }
      reported {
        printed
        comparison
        quote
        reconciliation
        unit {
          symbol(locale: $locale)
        }
        source {
          title
          publisher
          publishedOn
        }
      }
      sentence(locale: $locale)
    }
  }
  indicatorTable(
    indicators: $codes
    regions: { within: $region, includeSelf: true }
    periods: [$period]
    asOf: $asOf
  ) {
    periods
    data {
      version
      asOf
    }
    rows {
      region {
        code
        name
      }
      values {
        value
        formatted(locale: $locale)
        absence
        absenceReason(locale: $locale)
        rank(within: PARENT) {
          position
          of
        }
      }
    }
  }
}
    `);
var StartDocument = new TypedDocumentString(`
    query Start($locale: Locale!) {
  viewer {
    agency
    scopes
    disclosure
    reach {
      code
      name
    }
  }
  roots: regions(level: PROVINCE, first: 40) {
    nodes {
      code
      name
    }
  }
  cities: regions(level: CITY, first: 60) {
    nodes {
      code
    }
  }
  indicators {
    code
    name(locale: $locale)
    theme
    themeName(locale: $locale)
    kind
    direction
    decimals
    unit {
      symbol(locale: $locale)
    }
    breakdowns
  }
}
    `);
var TableDocument = new TypedDocumentString(`
    query Table($indicators: [ID!]!, $regions: RegionSelection!, $periods: [Period!]!) {
  indicatorTable(indicators: $indicators, regions: $regions, periods: $periods) {
    indicators {
      code
      name
      unit {
        symbol
      }
    }
    periods
    rows {
      region {
        code
        name
      }
      period
      values {
        value
        formatted
        absence
      }
    }
    data {
      version
      asOf
    }
  }
}
    `);
var TrendDocument = new TypedDocumentString(`
    query Trend($region: ID!, $code: ID!, $from: Period!, $to: Period!, $by: PeriodKind!) {
  region(code: $region) {
    name
    series(code: $code, from: $from, to: $to, by: $by) {
      period
      periodLabel
      value
      absence
      monthOnMonth: change(against: PREVIOUS_PERIOD) {
        printed
        cautions
      }
      yearOnYear: change(against: YEAR_ON_YEAR) {
        printed
        cautions
      }
    }
  }
}
    `);

// schema/indicator-codes.ts
var INDICATOR_CODES = [
  "survey.safety_rate",
  "survey.gang_crackdown_rate",
  "survey.enforcement_rate",
  "survey.awareness_rate",
  "survey.participation_rate",
  "survey.dispute_satisfaction_rate",
  "survey.road_safety_rate",
  "survey.sample_size",
  "case.calls",
  "case.criminal_filed",
  "case.public_order",
  "case.criminal_filed_per_100k",
  "case.clearance_rate",
  "case.clearance_rate_cohort",
  "case.minor_fast_clearance_rate",
  "case.minor_fast_clearance_rate_cohort",
  "case.minor_24h_clearance_rate",
  "case.minor_clearance_rate",
  "case.robbery_clearance_rate",
  "case.major_clearance_rate",
  "case.major_filed",
  "case.theft_robbery_fraud_share",
  "case.homicide_clearance_rate",
  "case.homicides_per_100k",
  "case.fraud_calls",
  "case.theft_calls",
  "case.at_sea_cleared",
  "fraud.telecom_filed",
  "fraud.telecom_calls",
  "fraud.telecom_loss",
  "fraud.recovery_rate",
  "fraud.elder_filed",
  "fraud.elder_suspects",
  "fraud.elder_recovered",
  "fraud.protection_coverage",
  "fraud.defrauded_after_warning_rate",
  "mediation.found",
  "mediation.accepted",
  "mediation.resolved",
  "mediation.resolution_rate",
  "mediation.success_rate",
  "mediation.mediation_rate",
  "mediation.performance_rate",
  "mediation.parties",
  "mediation.amount",
  "mediation.police_resolved",
  "mediation.mass_incidents_prevented",
  "mediation.escalations_prevented",
  "mediation.escalations",
  "mediation.committees",
  "mediation.mediators",
  "mediation.police_station_coverage",
  "mediation.median_days",
  "mediation.type_share",
  "grid.grids",
  "grid.staff",
  "grid.full_time_staff",
  "grid.full_time_share",
  "grid.staff_per_grid",
  "grid.person_visits",
  "grid.premises_visits",
  "grid.standard_rate",
  "grid.centre_coverage",
  "ticket.reported",
  "ticket.closure_rate",
  "ticket.on_time_rate",
  "ticket.median_hours",
  "ticket.backlog",
  "ticket.callback_rate",
  "ticket.satisfaction_rate",
  "patrol.teams",
  "patrol.members",
  "patrol.members_per_10k",
  "patrol.volunteers",
  "patrol.armed_groups",
  "patrol.rescues",
  "patrol.fires",
  "patrol.disputes",
  "patrol.suspects",
  "patrol.clues",
  "patrol.assisted_cases",
  "patrol.events_assisted",
  "response.urgent_10min_rate",
  "response.rapid_rate",
  "video.cameras",
  "video.cameras_added",
  "video.key_area_coverage",
  "insurance.premium",
  "insurance.households",
  "insurance.premium_per_household",
  "insurance.claims_reported",
  "insurance.claims_paid",
  "insurance.claims_paid_count",
  "insurance.settlement_rate",
  "insurance.average_payment",
  "insurance.loss_ratio",
  "incident.production",
  "incident.production_deaths",
  "incident.fires",
  "incident.fire_deaths",
  "incident.road_deaths",
  "incident.fishery",
  "incident.fishery_deaths",
  "incident.chemical_fatal",
  "incident.hazard_rectification_rate",
  "organized_crime.gangs",
  "organized_crime.suspects",
  "rating.standard_rate",
  "rating.county_standard_rate",
  "rating.township_standard_rate",
  "rating.village_standard_rate",
  "rating.institution_standard_rate",
  "rating.starred_villages",
  "rating.starred_enterprises",
  "rating.five_star_estate_share",
  "rating.safe_families",
  "rating.starred_share",
  "rating.safe_family_share",
  "assessment.score",
  "reward.paid",
  "suggestion.valid",
  "suggestion.excellent",
  "suggestion.adoption_rate",
  "traffic.congestion_index",
  "population.resident"
];

// src/client/index.ts
function createClient({ url, key }) {
  const seen = { version: null };
  return {
    /** @throws AskError with the reason for everything but a whole answer */
    ask: (document, variables, signal) => ask(document, variables, { url, key, seen, ...signal === void 0 ? {} : { signal } })
  };
}
export {
  AskError,
  BeginningDocument,
  BreakdownDocument,
  CatalogueDocument,
  CellFragmentDoc,
  ChangesSinceDocument,
  DataChangedDocument,
  DrillDownDocument,
  ExplanationDocument,
  FindRegionsDocument,
  FocusViewDocument,
  HeatTableDocument,
  INDICATOR_CODES,
  MissingDocument,
  NewestDocument,
  OverviewDocument,
  PointFragmentDoc,
  RankingDocument,
  RecordsDocument,
  RegionViewDocument,
  ScorecardCoursesDocument,
  ScorecardDocument,
  StartDocument,
  TableDocument,
  TrendDocument,
  TypedDocumentString,
  createClient
};
