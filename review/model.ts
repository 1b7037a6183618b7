/**
 * The words of a review as types: a plan as read, what changes in it, what that means, and what to say about it.
 * Everything is plain readonly data. Arrows: Plan -> Change[] -> Workload[] and Finding[] -> Review -> text.
 */

/** Any JSON value as it stands in a plan. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Steps from the root of a value to a leaf: object keys and list indices. */
export type Path = readonly (string | number)[];

// ---------------------------------------------------------------- the plan as read (review/plan)

export type KnownAction = 'no-op' | 'create' | 'read' | 'update' | 'delete' | 'forget' | 'open' | 'close';
/** An action of a Terraform newer than us: kept, shown as it came, and it keeps the verdict from being routine. */
export interface UnknownAction {
  readonly unknown: string;
}
export type Action = KnownAction | UnknownAction;

/** One entry of `resource_changes` or `resource_drift`, all keys as in Terraform's JSON, nothing interpreted yet. */
export interface ResourceChange {
  readonly address: string;
  readonly previousAddress?: string;
  /** Key of a deposed object: the old half of a create-before-destroy replacement that did not finish. */
  readonly deposed?: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** Full provider source, for example `registry.terraform.io/hashicorp/kubernetes`; empty when absent. */
  readonly provider: string;
  /** In Terraform's order: `['delete','create']` destroys first. Empty only in malformed plans. */
  readonly actions: readonly Action[];
  /** `action_reason` as it came, for example `replace_because_cannot_update`. */
  readonly actionReason?: string;
  readonly before: Json;
  /** As planned, but for what says nothing: where `before` has null and the plan "", [] or {}, it is null here too. */
  readonly after: Json;
  /** How many fields that was. */
  readonly flips: number;
  /** Mirrors `after`: true, or an object/array holding true where a value is known only after apply. */
  readonly afterUnknown: Json;
  readonly beforeSensitive: Json;
  readonly afterSensitive: Json;
  readonly replacePaths: readonly Path[];
  /** Import id, when this change also imports. `null` when importing by identity or an unknown id. */
  readonly importing?: { readonly id: string | null };
}

/** An object of the prior state: what unchanged and deleted things look like, for references between objects. */
export interface StateObject {
  readonly address: string;
  /** Key of a deposed object, which stands beside the current one of its address. */
  readonly deposed?: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly values: Json;
  readonly sensitive: Json;
}

export interface OutputChange {
  readonly name: string;
  readonly actions: readonly Action[];
  readonly before: Json;
  /** Terraform to 0.13 plans every output as if it were new; what will be stands in its prior state already. */
  readonly beforeUntold: boolean;
  readonly after: Json;
  readonly afterUnknown: Json;
  readonly beforeSensitive: Json;
  readonly afterSensitive: Json;
}

/** Why a plan does not tell the whole release. Any of these keeps the verdict from being routine. */
export interface Incompleteness {
  readonly kind: 'errored' | 'partial' | 'deferred' | 'state-only' | 'unknown-action' | 'truncated' | 'malformed';
  readonly message: string;
}

export interface ProviderUse {
  /** Name as configured, for example `kubernetes` or `kubernetes.eu`. */
  readonly key: string;
  readonly source: string;
  readonly versionConstraint?: string;
  /** Constant host, kube context and the like from the provider block; never a credential or a path. */
  readonly target: { readonly [key: string]: string };
}

export interface Plan {
  readonly stack: string;
  readonly terraformVersion?: string;
  readonly formatVersion?: string;
  readonly mode: 'normal' | 'destroy' | 'refresh-only' | 'state-only';
  readonly incomplete: readonly Incompleteness[];
  readonly changes: readonly ResourceChange[];
  /** What only a later round can plan: applying this plan does nothing of it. */
  readonly deferred: readonly ResourceChange[];
  readonly drift: readonly ResourceChange[];
  readonly outputs: readonly OutputChange[];
  readonly priorState: readonly StateObject[];
  readonly providers: readonly ProviderUse[];
  /** Values of root variables; used only to find secrets and for findings, never printed. */
  readonly variables: { readonly [name: string]: { readonly value: Json; readonly sensitive: boolean } };
  /** `configuration` as it came: provisioners, references that cause unknown values, lifecycle where present. */
  readonly configuration: Json;
  /** Top-level and per-change keys this reader does not know: said in the review, never dropped silently. */
  readonly unknownKeys: readonly string[];
  /** Provider actions that the apply invokes besides changing resources (Terraform 1.14), as they came. */
  readonly invocations?: readonly Json[];
  /** Failed checks and other things the plan says of itself that belong to no resource; each one sentence. */
  readonly notices: readonly string[];
  /** Construct path by resource address, from `cdk.tf.json` beside the plan. */
  readonly constructPaths: { readonly [address: string]: string };
}

// ---------------------------------------------------------------- what changes (review/diff)

export type ChangeAction = 'create' | 'update' | 'delete' | 'replace' | 'forget' | 'read' | 'no-op' | UnknownAction;

/** What a leaf of one side is. Masking turns `value` into `masked` before anything is rendered or shortened. */
export type Side =
  | { readonly kind: 'absent' }
  | { readonly kind: 'value'; readonly value: Json }
  /** Known only after apply; `cause` names what it waits for, when the plan shows it. */
  | { readonly kind: 'unknown'; readonly cause?: string }
  | { readonly kind: 'masked'; readonly size?: number };

/** One difference a reader must see; matched by meaning, so paths use keys and not indices. */
export interface Difference {
  /** Raw path in the provider's shape: in `after`, or in `before` when the element is gone. */
  readonly path: Path;
  /** The path in a reviewer's words, for example `container web > env LOG_LEVEL`. */
  readonly label: string;
  readonly before: Side;
  readonly after: Side;
  readonly forcesReplacement: boolean;
  /** Line diff of multi-line text, or leaves of JSON/YAML inside the string, when that reads better than two sides. */
  readonly detail?: readonly DifferenceLine[];
  /** Where the before side stands when a list element has moved; else it stands at `path`. */
  readonly beforePath?: Path;
  /** Sensitivity marks of the two sides, for masking; gone after it. */
  readonly marks?: { readonly before: Json; readonly after: Json };
}
export interface DifferenceLine {
  readonly mark: '+' | '-' | ' ';
  readonly text: string;
}

/** One object's change with its meaning-level differences. */
export interface Change {
  readonly stack: string;
  readonly address: string;
  readonly previousAddress?: string;
  readonly deposed?: string;
  readonly type: string;
  /** Kubernetes' own word for what this resource stands for, a manifest too; absent for everything else. */
  readonly kind?: string;
  readonly provider: string;
  readonly mode: 'managed' | 'data';
  readonly constructPath?: string;
  readonly action: ChangeAction;
  /** For a replacement: does the old object go first (downtime), last, or stay where it is, forgotten. */
  readonly replaceOrder?: 'delete-first' | 'create-first' | 'old-kept';
  readonly reason?: string;
  readonly importing?: { readonly id: string | null };
  readonly differences: readonly Difference[];
  /** Differences counted and not listed. */
  readonly noise: Noise;
  /** Places that are worth the same and written differently. Inside a pod template they roll the pods all the same. */
  readonly rewritten?: readonly Rewritten[];
  /** For a replacement that deletes first: what becomes of the old object and its data, and how to do without. */
  readonly ending?: { readonly old: string; readonly avoid: string };
  /** Why nobody needs to look at this change. */
  readonly remark?: string;
  /** For a Secret: every key with what becomes of it; sizes in bytes; never a value. */
  readonly secretKeys?: readonly SecretKey[];
  /** As read; after masking its values are gone. */
  readonly raw: ResourceChange;
}

/** A list whose elements only changed places, or JSON or YAML in a text that is only spelled differently. */
export interface Rewritten {
  readonly path: Path;
  /** For example `order of container web > env`. */
  readonly label: string;
}

export interface Noise {
  /** Set by the provider and unknown until apply: resource versions, generations, ids. */
  readonly computed: number;
  /** Lists whose elements only changed places. */
  readonly orderOnly: number;
  /** null against "" against [] against {}. */
  readonly emptiness: number;
  /** Written differently, worth the same: `1000m` and `1`, JSON with other spacing. */
  readonly equivalent: number;
}

export interface SecretKey {
  readonly key: string;
  readonly state: 'added' | 'removed' | 'changed' | 'same' | 'unknown';
  readonly bytesBefore?: number;
  readonly bytesAfter?: number;
}

/** A leaf changed outside Terraform. */
export interface Drift {
  readonly stack: string;
  readonly address: string;
  readonly label: string;
  readonly path: Path;
  /** `undone`: this plan sets it back; `adopted`: this plan keeps the outside value; `unrelated`: neither. */
  readonly outcome: 'undone' | 'adopted' | 'unrelated';
  readonly before: Side;
  readonly actual: Side;
  /** Sensitivity marks of the two sides, for masking; gone after it. */
  readonly marks?: { readonly before: Json; readonly after: Json };
  /** Who probably did it, where the plan shows it: HPA, kubectl, cert-manager ... */
  readonly likelyOwner?: string;
}

// ---------------------------------------------------------------- what it means (review/kinds, review/findings)

export type Impact = 'none' | 'reduced' | 'errors-possible' | 'outage' | 'unknown';
export type RolloutKind = 'none' | 'scaled' | 'rolling' | 'recreate' | 'replaced' | 'stopped' | 'created';

/** A sentence and the fields it rests on (label or path text, values already in a reader's words). */
export interface Reason {
  readonly text: string;
  readonly fields: readonly string[];
}
export interface Condition {
  readonly if: string;
  readonly impact: Impact;
}
export type Completes =
  | { readonly state: 'expected' }
  | { readonly state: 'blocked'; readonly reason: string }
  | { readonly state: 'unknown'; readonly reason: string };

export interface Forecast {
  readonly rollout: RolloutKind;
  readonly impact: Impact;
  readonly reasons: readonly Reason[];
  readonly conditions: readonly Condition[];
  readonly completes: Completes;
  /** Which changed path started it; absent when nothing rolls. */
  readonly trigger?: string;
  readonly podsBefore: number | null;
  readonly podsAfter: number | null;
  /** How many running pods are exchanged, where a partition holds others back; absent where all or none are. */
  readonly podsRolled?: number;
  readonly lowestAvailable: number | null;
  /** Without pods that are terminating. */
  readonly highestRunning: number | null;
  /** With pods that are terminating: bounds memory, CPU and quota. */
  readonly highestWithTerminating: number | null;
}

export interface Workload {
  readonly stack: string;
  readonly address: string;
  readonly constructPath?: string;
  /** Kubernetes' own word: Deployment, StatefulSet, ... */
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string | null;
  /** What it was called, where this release gives it another name: the old object goes, and a new one comes. */
  readonly nameBefore?: string;
  readonly namespaceBefore?: string;
  readonly action: ChangeAction;
  readonly images: readonly {
    readonly container: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  readonly forecast: Forecast;
}

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

export interface Finding {
  /** The rule's id. */
  readonly id: string;
  readonly severity: Severity;
  readonly stack: string;
  readonly address: string;
  readonly constructPath?: string;
  /** What inside the object: a container's name, a port, a role's rule; empty for the object itself. */
  readonly subject: string;
  /** `rule/stack.address/subject`; never holds a value, so it outlives a version bump. */
  readonly fingerprint: string;
  readonly message: string;
  readonly why: string;
  readonly remedy: string;
  /** Is it about the change under review, or about something that was so before? State never raises the verdict. */
  readonly on: 'change' | 'state';
  readonly waived: { readonly owner: string; readonly reason: string; readonly until: string } | null;
}

export type Verdict = 'routine' | 'needs-approval' | 'blocked';

export interface Counts {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly move: number;
  readonly import: number;
  readonly forget: number;
  readonly read: number;
  readonly unknown: number;
  /** Provider actions that the apply invokes besides changing resources. */
  readonly invoke: number;
  readonly outputs: number;
  readonly drifted: number;
}

export interface StackReview {
  readonly stack: string;
  readonly counts: Counts;
  readonly incomplete: readonly Incompleteness[];
  readonly changes: readonly Change[];
  readonly outputs: readonly OutputDifference[];
  readonly drift: readonly Drift[];
  readonly notices?: readonly string[];
}
export interface OutputDifference {
  readonly name: string;
  /** Sensitivity marks of the two sides, for masking; gone after it. */
  readonly marks?: { readonly before: Json; readonly after: Json };
  readonly before: Side;
  readonly after: Side;
}

/** The one model every renderer writes. Values in it are already masked. */
export interface Review {
  readonly verdict: Verdict;
  /** Why this verdict, worst first; every entry is one sentence. */
  readonly verdictReasons: readonly string[];
  /** `sha256:<hex>`, see docs/digest.md. */
  readonly digest: string;
  /** False when any plan is incomplete. */
  readonly complete: boolean;
  readonly counts: Counts;
  readonly stacks: readonly StackReview[];
  readonly workloads: readonly Workload[];
  readonly findings: readonly Finding[];
  /** What the forecast takes for granted; empty where no workload is forecast. */
  readonly assumptions: readonly string[];
  /** What this review cannot see, always at least one line. */
  readonly blindSpots: readonly string[];
}

/** A format: a pure function of the review. Width, colour and limits are options, never looked up. */
export interface Renderer<Options = object> {
  readonly format: string;
  readonly render: (review: Review, options: Options) => string;
}
