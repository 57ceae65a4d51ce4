"""An import remembers that its people are invented, for whoever finishes it after a crash."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("exchange", "0002_second_lock")]

    operations: ClassVar = [
        migrations.AddField("importrun", "is_synthetic", models.BooleanField(default=False)),
    ]
