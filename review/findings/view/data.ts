import type { Change } from '../../model';

/** Types whose objects hold what users have stored; other providers' best known ones among them. */
const holdsData =
  /^(kubernetes_persistent_volume_claim(_v1)?|kubernetes_persistent_volume(_v1)?|docker_volume)$|_(db_instance|rds_cluster|s3_bucket|storage_bucket|sql_database_instance|sql_database|storage_account|dynamodb_table|ebs_volume|compute_disk|managed_disk|efs_file_system|elasticache_cluster|postgresql_database|mysql_database)$/;

const kindsWithData: ReadonlySet<string> = new Set(['PersistentVolumeClaim', 'PersistentVolume']);

/** A manifest tells by its kind what it holds. */
export const isData = ({ type, kind = '' }: Pick<Change, 'type' | 'kind'>): boolean =>
  holdsData.test(type) || kindsWithData.has(kind);

/** Does the object itself end? A replacement that keeps the old object, or a forgotten one, does not. */
export const isDestroyed = ({ action, replaceOrder }: Change): boolean =>
  action === 'delete' || (action === 'replace' && replaceOrder !== 'old-kept');
