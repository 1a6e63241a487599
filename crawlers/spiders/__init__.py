"""The spiders, one for each kind of site. They run in a process of their own (`crawlers.process`).

A plain table, and names instead of classes: importing this module must not import Scrapy.
"""

SPIDERS = {
    "cac": "crawlers.spiders.cac.CacSpider",
    "miit": "crawlers.spiders.miit.MiitSpider",
    "tc260": "crawlers.spiders.tc260.Tc260Spider",
    "wechat": "crawlers.spiders.wechat.WechatSpider",
    "page": "crawlers.spiders.page.PageSpider",
}
