export { type Buyer, type OrderSummary, Orders } from './application/orders.js';
export { InvoiceIssued } from './events/invoice-issued.js';
export { OrderPaid } from './events/order-paid.js';
