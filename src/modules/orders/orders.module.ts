import { Global, Module } from '@nestjs/common';
import { EmailCatalogue } from '../../platform/mail/email-catalogue.js';
import { FileOwners } from '../../platform/storage/file-owners.js';
import { AttachInvoicePdf } from './application/attach-invoice-pdf.js';
import { DescribeInvoice } from './application/describe-invoice.js';
import { InvoiceClaimCodes } from './application/invoice-claim-codes.js';
import { IssueInvoice } from './application/issue-invoice.js';
import { KeepDelivery } from './application/keep-delivery.js';
import { ListDeliveries } from './application/list-deliveries.js';
import { ListOrders } from './application/list-orders.js';
import { OpenInvoice } from './application/open-invoice.js';
import { Orders } from './application/orders.js';
import { ReceiveStoreWebhook } from './application/receive-store-webhook.js';
import { RenderInvoice } from './application/render-invoice.js';
import { ShowOrder } from './application/show-order.js';
import { TakeStoreMessage } from './application/take-store-message.js';
import { Invoice } from './domain/invoice.js';
import { Order, OrderLine } from './domain/order.js';
import { WebhookDelivery } from './domain/webhook-delivery.js';
import { invoiceEmail } from './emails/invoice-email.js';
import { DeliveriesPagesController } from './http/deliveries.pages.controller.js';
import { OrdersApiController } from './http/orders.api.controller.js';
import { OrdersPagesController } from './http/orders.pages.controller.js';
import { OrdersStaffApiController } from './http/orders.staff.api.controller.js';
import { OrdersStaffPagesController } from './http/orders.staff.pages.controller.js';
import { StoreWebhookController } from './http/store-webhook.controller.js';
import { RenderInvoicePdf } from './jobs/render-invoice-pdf.js';
import { InvoiceRepository } from './persistence/invoice.repository.js';
import { OrderRepository } from './persistence/order.repository.js';
import { WebhookDeliveryRepository } from './persistence/webhook-delivery.repository.js';
import { IssueInvoiceForPaidOrder } from './subscribers/issue-invoice-for-paid-order.js';
import { RenderIssuedInvoice } from './subscribers/render-issued-invoice.js';

export const ordersEntities = [Order, OrderLine, Invoice, WebhookDelivery];

@Global()
@Module({
  controllers: [
    StoreWebhookController,
    OrdersApiController,
    OrdersStaffApiController,
    OrdersPagesController,
    DeliveriesPagesController,
    OrdersStaffPagesController,
  ],
  providers: [
    OrderRepository,
    InvoiceRepository,
    WebhookDeliveryRepository,
    KeepDelivery,
    TakeStoreMessage,
    ReceiveStoreWebhook,
    IssueInvoice,
    RenderInvoice,
    AttachInvoicePdf,
    DescribeInvoice,
    ListOrders,
    ShowOrder,
    OpenInvoice,
    ListDeliveries,
    IssueInvoiceForPaidOrder,
    RenderIssuedInvoice,
    RenderInvoicePdf,
    InvoiceClaimCodes,
    Orders,
  ],
  exports: [Orders],
})
export class OrdersModule {
  constructor(catalogue: EmailCatalogue, files: FileOwners) {
    catalogue.add(invoiceEmail);
    files.register({
      prefix: 'invoices/',
      keys: 'select storage_key as key from orders.invoice where storage_key is not null',
      names: `select storage_key as key, number as name, '/admin/orders/' || order_id as href
        from orders.invoice where storage_key is not null`,
    });
  }
}
