export { visibilityModes } from '../../domain/visibility/visibility.js';
