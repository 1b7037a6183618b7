import { imageName as parseImageName } from '../../kubernetes/image-reference';
import { quantityInBillionths as exactQuantity, quantityOf as roughQuantity } from '../../kubernetes/quantities';
import { oncePerText } from '../once';

/** Images and quantities repeat all over a release: each text is read once. */
export const imageName = oncePerText(parseImageName);
export const quantityInBillionths = oncePerText(exactQuantity);
export const quantityOf = oncePerText(roughQuantity);
